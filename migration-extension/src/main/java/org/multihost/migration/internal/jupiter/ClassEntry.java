package org.multihost.migration.internal.jupiter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.jupiter.fingerprint.CodeFingerprint;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.spi.VirtualMachineDriverProvider;
import org.opentest4j.TestAbortedException;

/**
 * The entry of a host into a test class that it has prepared; the hosts wait for each other.
 *
 * @param settings the settings of this run of the class; another run in the same JVM may have
 *     others
 * @param selected the tests that this process was asked to run
 */
record ClassEntry(
    HostSession session,
    Settings settings,
    TestClassModel model,
    String id,
    SelectedTests selected) {

  /**
   * Enters the class. A failure here is reported to the other hosts by {@link
   * SkipReportingListener}.
   *
   * @param thrown supplies the exception of the class on this host, at the class's end
   * @param late receives failures of other hosts that arrive after the class's end
   */
  ClassRun enter(PreparedClass prepared, Supplier<Optional<Throwable>> thrown, LateFailures late) {
    int vms = prepared.plans().size();
    try {
      ClassScope scope = meet(prepared);
      Duration limit = HostWait.FINISH_CLASS.limit(WaitBounds.of(settings.timeouts(), vms));
      ClassEnd end = new ClassEnd(scope, id, limit, thrown, late);
      session.visits().enteredClass(id, end);
      HostsView hosts = new HostsView(session.identity().host(), model.hosts());
      ClassVms ofClass = ClassVms.among(prepared.plans());
      return new ClassRun(session, settings, model, hosts, scope, prepared.driver(), ofClass, end);
    } catch (RuntimeException | Error notEntered) {
      prepared.closeAfter(notEntered);
      throw notEntered;
    }
  }

  private ClassScope meet(PreparedClass prepared) {
    sayWhoIsAbsent();
    try {
      return session
          .connection()
          .enterClass(
              id,
              model.hosts(),
              plan(prepared.plans(), prepared.provider()),
              settings.timeouts().join(),
              HostWait.ENTER_CLASS.limit(WaitBounds.ofAnyClass(settings.timeouts())));
    } catch (TestAbortedException ofOthers) {
      session.saySkipped(model.type(), ofOthers);
      throw ofOthers;
    } catch (BarrierTimeoutException late) {
      throw session.turnedAway().explain(late);
    }
  }

  /** Prints whom this host waits for: a person may have to start that host. */
  private void sayWhoIsAbsent() {
    List<String> absent = session.connection().absent(model.hosts());
    if (session.identity().narrates() && !absent.isEmpty()) {
      session
          .console()
          .say(
              "Host [%s] waits for %s at class [%s], for up to [%s]"
                  .formatted(
                      session.identity().host(),
                      absent,
                      model.type().getName(),
                      Durations.format(settings.timeouts().join())));
    }
  }

  /**
   * Returns the facts that must be equal on every host, one per line. If they differ, a message
   * lists the differences.
   */
  private String plan(List<VmPlan> plans, Optional<VirtualMachineDriverProvider> provider) {
    List<String> facts = new ArrayList<>(model.facts(plans));
    facts.addAll(settings.timeouts().facts());
    boolean startedByAPerson = session.identity().narrates();
    if (startedByAPerson) {
      facts.addAll(code(provider));
      facts.addAll(selected.facts(id));
    }
    return String.join("\n", facts);
  }

  private List<String> code(Optional<VirtualMachineDriverProvider> provider) {
    String name = model.type().getName();
    List<String> code = new ArrayList<>();
    code.add(fingerprint("test class [" + name + "]", CodeFingerprint.of(model.type())));
    code.add(fingerprint("extension", CodeFingerprint.ofOriginOf(ClassEntry.class)));
    provider.ifPresent(
        p ->
            code.add(
                fingerprint(
                    "driver [" + p.name() + "]", CodeFingerprint.ofOriginOf(p.getClass()))));
    return code;
  }

  private static String fingerprint(String what, String fingerprint) {
    return what + " with fingerprint [" + fingerprint + "]";
  }
}
