package org.multihost.migration.internal.jupiter;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.failure.CleanUp;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * A test class that this host has entered. Closing it closes the driver with everything that it
 * still runs, and waits for the other hosts.
 *
 * @param vms the VMs that live as long as the class
 */
record ClassRun(
    HostSession session,
    Settings settings,
    TestClassModel model,
    HostsView hosts,
    ClassScope scope,
    Optional<VirtualMachineDriver> driver,
    ClassVms vms,
    ClassEnd end)
    implements ClosedWithStore {

  /** Starts the VMs that live as long as the class, if there are any. */
  void startVms(ExtensionContext context) throws Throwable {
    if (!vms.names().isEmpty()) {
      TestRun run = new RunStart(this, context).ofClass();
      vms.ownedBy(run);
      run.startVms();
    }
  }

  /**
   * Ends the VMs of the class, and waits for all hosts after the last test. Throws what prevails,
   * unless the class has thrown it before.
   */
  void endTests(ExtensionContext context) {
    Verdict verdict = Verdict.of(context.getExecutionException());
    vms.run().ifPresent(run -> verdict.add(() -> ended(run, context).throwIfNew()));
    verdict.add(end::ofTests);
    verdict.throwIfNew();
  }

  private Verdict ended(TestRun ofClass, ExtensionContext context) {
    String id = context.getUniqueId();
    return HostRecord.ended(ofClass, context, (doing, failure) -> failed(id, doing, failure));
  }

  /**
   * Reports a failure of this host in the class, outside of a test. Never throws: if the
   * coordinator is unreachable, that exception is suppressed by the failure. It is recorded here
   * only when the other hosts can know it: the class could meet them in between, on its own thread.
   */
  void failed(String container, String doing, Throwable failure) {
    told(failure, () -> scope.fail(container, doing, failure));
    end.failed(failure);
    session.visits().failedIn(container, doing);
  }

  /** As {@link #failed}, by the code of a test that is over; no other test fails by it. */
  void failedAfter(String test, String doing, Throwable failure) {
    told(failure, () -> scope.failAfter(test, doing, failure));
    end.failed(failure);
  }

  private static void told(Throwable failure, Runnable report) {
    try {
      report.run();
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    }
  }

  /** Runs a part of the user's clean-up after the tests; no failure interrupts it. */
  void cleanUp(String doing, GuardedStep body) throws Throwable {
    CleanUp.run(doing, settings.timeouts().cleanUp(), session.time(), body);
  }

  @Override
  public void close() {
    end.ofClass(() -> driver.ifPresent(VirtualMachineDriver::close));
  }
}
