package org.multihost.migration.internal.scenario;

import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.failure.TestFailures;
import org.multihost.migration.internal.scenario.migration.TestContext;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.scenario.vm.VmPlaces;

/** The VMs of a class, which its tests have one after the other. */
public final class SharedVms {

  private final TestContext type;
  private final TestScope scope;
  private final TestFailures failures;
  private volatile boolean testFailed;

  /**
   * Creates the VMs of a class.
   *
   * @param type the class's own run
   */
  SharedVms(TestContext type, TestScope scope, TestFailures failures) {
    this.type = type;
    this.scope = scope;
    this.failures = failures;
  }

  public TestVms vms() {
    return type.vms();
  }

  /**
   * Agrees with all hosts on the places of the VMs after a test. If one is broken, the class fails,
   * and so does every later test.
   */
  void endTest(String test) {
    if (failures.prevailing().isPresent()) {
      return; // the class has failed: no later test has its VMs
    }
    try {
      vms().awaitAnswers(); // the failure of a VM itself, of which the class may not be told yet
      new VmPlaces(vms(), type.hosts(), type.settings().timeouts()).agree(test, scope.main());
    } catch (RuntimeException | Error failure) {
      failures.reportUninterrupted("the end of test [" + test + "]", failure);
      throw failure;
    }
  }

  /** Records that a test has failed: what the user wants to keep of the VMs is kept. */
  void testFailed() {
    testFailed = true;
  }

  boolean hasFailedTest() {
    return testFailed;
  }
}
