package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.Setting;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.scenario.HostWait;
import org.multihost.migration.internal.scenario.HostsView;
import org.multihost.migration.internal.scenario.WaitBounds;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;
import org.opentest4j.TestAbortedException;

/**
 * How a host enters a test class: everything is verified first, then the hosts meet.
 *
 * @param settings those of this run of the class: another run in the same JVM may have others
 * @param selected what this process was asked to run
 * @param said the notices that this process has given
 */
record ClassEntry(
    HostSession session,
    Settings settings,
    TestClassModel model,
    String id,
    SelectedTests selected,
    Set<String> said) {

  /**
   * Enters it; what fails here, {@link SkipPosting} reports to the others.
   *
   * @param thrown what the class has thrown on this host, asked for at its end
   */
  ClassRun enter(Supplier<Optional<Throwable>> thrown) {
    String self = session.identity().host();
    saySettings();
    verifyHosts();
    List<VmPlan> plans = model.allPlans(self, settings);
    Optional<VirtualMachineDriverProvider> provider = provider(plans);
    HostConnection connection = session.connection();
    Optional<VirtualMachineDriver> driver = provider.map(p -> driver(p, connection.runId(), plans));
    try {
      ClassScope scope =
          connection.enterClass(
              id,
              model.hosts(),
              plan(plans, provider),
              settings.timeouts().join(),
              HostWait.ENTER_CLASS.limit(WaitBounds.ofAnyClass(settings.timeouts())));
      session.visits().enteredClass(id);
      ClassEnd end =
          new ClassEnd(
              scope,
              id,
              HostWait.FINISH_CLASS.limit(WaitBounds.of(settings.timeouts(), plans.size())),
              thrown);
      HostsView hosts = new HostsView(self, model.hosts());
      return new ClassRun(session, settings, model, hosts, scope, driver, end);
    } catch (RuntimeException | Error notEntered) {
      driver.ifPresent(started -> closeAfter(notEntered, started));
      throw notEntered;
    }
  }

  private static void closeAfter(Throwable failure, VirtualMachineDriver driver) {
    try {
      driver.close();
    } catch (RuntimeException | Error further) {
      failure.addSuppressed(further);
    }
  }

  private void verifyHosts() {
    List<String> missing = model.missing(settings);
    if (!missing.isEmpty()) {
      throw new MultihostConfigurationException(
          "Class [%s] names the hosts %s, and [multihost.hosts] has only %s; missing: %s. Add them, or set [multihost.missing-hosts] to [skip]"
              .formatted(
                  model.type().getName(),
                  model.hosts(),
                  settings.hosts().orElseThrow().names(),
                  missing));
    }
    model.hosts().forEach(host -> SshTarget.of(settings, host));
  }

  private void saySettings() {
    String text = settings.given().stream().map(Setting::toString).collect(joining("; "));
    if (!text.isEmpty() && said.add(text)) {
      session.journal().say("settings: " + text + "; all others have their defaults");
    }
  }

  /** What must be the same on every host, a fact a line: a person is told which ones differ. */
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

  private Optional<VirtualMachineDriverProvider> provider(List<VmPlan> plans) {
    ClassLoader loader = model.type().getClassLoader();
    if (plans.isEmpty()) {
      Drivers.verify(loader, settings.ofDrivers());
      return Optional.empty();
    }
    return Optional.of(
        session.driver().orElseGet(() -> Drivers.find(loader, settings.ofDrivers())));
  }

  private VirtualMachineDriver driver(
      VirtualMachineDriverProvider provider, String runId, List<VmPlan> plans) {
    Path logs = logDirectory(runId);
    VirtualMachineDriver driver = created(provider, runId, logs);
    try {
      plans.forEach(plan -> driver.verify(plan.spec()));
    } catch (RuntimeException | Error refused) {
      closeAfter(refused, driver);
      throw refused;
    }
    if (said.add(driver.description())) {
      session.journal().say(driver.description());
    }
    return driver;
  }

  private VirtualMachineDriver created(
      VirtualMachineDriverProvider provider, String runId, Path logs) {
    try {
      return provider.create(new HostDriverContext(session, settings, runId, logs, said));
    } catch (DriverUnavailableException e) {
      throw absent(e);
    }
  }

  private Path logDirectory(String runId) {
    Path logs = session.logs(settings, runId, model.type());
    try {
      return Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create the log directory [" + logs + "]", e);
    }
  }

  /** A user without the hypervisor aborts with the reason; in CI that must not pass unseen. */
  private RuntimeException absent(DriverUnavailableException e) {
    if ("true".equals(System.getenv("CI"))) {
      return e;
    }
    if (session.identity().narrates()) {
      // A worker says so itself, of everything that is skipped.
      session.journal().say("SKIPPED: [" + model.type().getName() + "]: " + e.getMessage());
    }
    return new TestAbortedException(
        "host [" + session.identity().host() + "]: " + e.getMessage(), e);
  }
}
