package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.CleanUp;
import org.multihost.migration.internal.scenario.Fleet;
import org.multihost.migration.internal.scenario.HostWait;
import org.multihost.migration.internal.scenario.HostsView;
import org.multihost.migration.internal.scenario.TestDisks;
import org.multihost.migration.internal.scenario.TestLogs;
import org.multihost.migration.internal.scenario.TestPlace;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.WaitBounds;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * A test class that this host has entered; closing it ends the driver, and with it whatever it
 * still runs, and meets the other hosts.
 */
record ClassRun(
    HostSession session,
    Settings settings,
    TestClassModel model,
    HostsView hosts,
    ClassScope scope,
    Optional<VirtualMachineDriver> driver,
    ClassEnd end)
    implements AutoCloseable {

  /** JUnit's number of an invocation, at the end of a segment of a unique id. */
  private static final Pattern INVOCATION = Pattern.compile("(#\\d+)]");

  /** A test of the class, its machines not started yet. */
  TestRun enter(ExtensionContext context) {
    String uniqueId = context.getUniqueId();
    Method method = context.getRequiredTestMethod();
    String invocation = InvocationText.of(context.getDisplayName());
    List<VmPlan> plans = model.plans(Nesting.of(context), method, hosts.self(), settings);
    Duration limit = HostWait.ENTER_TEST.limit(WaitBounds.of(settings.timeouts(), plans.size()));
    Thread.interrupted(); // what came before has left behind must not end the meeting
    TestScope test = scope.enterTest(uniqueId, invocation, limit);
    session.visits().entered(uniqueId);
    Fleet fleet =
        new Fleet(driver, plans, hosts.self(), settings.timeouts().login(), session.time());
    String runId = session.connection().runId();
    TestDisks disks = new TestDisks(settings.disks(), runId, fleet, hosts, session.journal());
    TestLogs logs =
        new TestLogs(session.logs(settings, runId, model.type()), name(uniqueId, method));
    return new TestRun(
        test,
        fleet,
        disks,
        new TestPlace(hosts, settings, session.journal(), logs, session.time()));
  }

  /**
   * Reports a failure of this host in the class, outside of a test. Never throws: a coordinator
   * that cannot be reached is suppressed by the failure.
   */
  void failed(String container, String doing, Throwable failure) {
    try {
      scope.fail(container, doing, failure);
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    }
  }

  /** Runs a part of the user's clean-up after the tests, which no failure interrupts. */
  void cleanUp(String doing, TestRun.Body body) throws Throwable {
    CleanUp.run(doing, settings.timeouts().cleanUp(), session.time(), body);
  }

  /** As a person knows it, and different for each invocation of a template. */
  private static String name(String uniqueId, Method method) {
    String invocations =
        INVOCATION.matcher(uniqueId).results().map(found -> found.group(1)).collect(joining());
    return method.getName() + invocations;
  }

  @Override
  public void close() {
    end.ofClass(() -> driver.ifPresent(VirtualMachineDriver::close));
  }
}
