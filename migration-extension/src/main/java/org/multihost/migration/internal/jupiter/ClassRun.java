package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.jupiter.invocation.ArgumentTexts;
import org.multihost.migration.internal.jupiter.invocation.InvocationFacts;
import org.multihost.migration.internal.record.RecordedTest;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.TestResources;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.failure.CleanUp;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.vm.HostPorts;
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * A test class that this host has entered. Closing it closes the driver with everything that it
 * still runs, and waits for the other hosts.
 */
record ClassRun(
    HostSession session,
    Settings settings,
    TestClassModel model,
    HostsView hosts,
    ClassScope scope,
    Optional<VirtualMachineDriver> driver,
    ClassEnd end)
    implements ClosedWithStore {

  /** JUnit's number of an invocation, at the end of a segment of a unique id. */
  private static final Pattern INVOCATION = Pattern.compile("(#\\d+)]");

  /** Enters a test of the class; its VMs are not started yet. */
  TestRun enter(ExtensionContext context) {
    String uniqueId = context.getUniqueId();
    Method method = context.getRequiredTestMethod();
    Nesting nesting = Nesting.of(context);
    String runId = session.connection().runId();
    String name = name(uniqueId, method);
    Recording recording = session.recording(settings, runId, model.type()).of(name);
    HostValues values = new HostValues(place(context));
    List<VmPlan> plans;
    TestScope test;
    try {
      plans = plans(context, values);
      Duration limit = HostWait.ENTER_TEST.limit(WaitBounds.of(settings.timeouts(), plans.size()));
      Thread.interrupted(); // an interrupt flag left by earlier code must not end the wait
      test =
          RecordedTest.entered(
              recording,
              uniqueId,
              hosts.names(),
              () -> scope.enterTest(uniqueId, InvocationFacts.of(context), limit));
    } catch (RuntimeException | Error notEntered) {
      values.close();
      throw notEntered;
    }
    TestVms vms =
        new TestVms(driver, plans, hosts.self(), settings.timeouts().login(), session.time());
    TestDisks disks = new TestDisks(settings.disks(), runId, vms, hosts, session.console());
    TestLogs logs = new TestLogs(session.logs(settings, runId, model.type()), name, recording);
    TestRun run =
        new TestRun(
            test,
            new TestResources(vms, disks, values),
            new TestEnvironment(hosts, settings, session.console(), logs, session.time()),
            nesting.classes());
    session.visits().entered(uniqueId, run::failed);
    return run;
  }

  private HostValues.Place place(ExtensionContext context) {
    HostPorts ports = SessionStore.of(context).getOrCreate(HostPorts.class, HostPorts::new);
    return new HostValues.Place(
        hosts.self(), session.connection().runId(), ports, settings.get(TransferSettings.PORTS));
  }

  /** Returns the VMs of a test; those that depend on its arguments are verified only now. */
  private List<VmPlan> plans(ExtensionContext context, HostValues values) {
    ArgumentTexts arguments = ArgumentTexts.of(context);
    List<VmPlan> plans =
        model.plans(
            DeclaredVms.of(Nesting.of(context), context.getRequiredTestMethod()),
            hosts.self(),
            settings,
            vm -> values.of(vm, arguments::value));
    plans.stream()
        .filter(VmPlan::ofInvocation)
        .forEach(plan -> driver.orElseThrow().verify(plan.spec()));
    return plans;
  }

  /**
   * Reports a failure of this host in the class, outside of a test. Never throws: if the
   * coordinator is unreachable, that exception is suppressed by the failure.
   */
  void failed(String container, String doing, Throwable failure) {
    end.failed(failure);
    session.visits().failedIn(container, doing);
    try {
      scope.fail(container, doing, failure);
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    }
  }

  /** Runs a part of the user's clean-up after the tests; no failure interrupts it. */
  void cleanUp(String doing, GuardedStep body) throws Throwable {
    CleanUp.run(doing, settings.timeouts().cleanUp(), session.time(), body);
  }

  /** Returns the test method's name, with the number of each invocation of a template. */
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
