package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The life of a VM: {@link MigrateVm#lifecycle()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Lifecycle {
  /** The VM is started before each test, and is gone after it. */
  PER_METHOD,
  /**
   * The VM is started before the first test of its class, and is gone after the last. {@code
   * BeforeAll} and {@code AfterAll} methods can take and migrate it, and so can the tests of nested
   * classes.
   *
   * <p>Each test begins with the VM where the previous one has left it: on that host, and paused if
   * it was paused. So {@link VirtualMachine#host()} and {@link VirtualMachine#isHere()} say which
   * host is the source of the next migration; {@link HostRole}, the place in the list of hosts,
   * does not. A test that must begin with the VM on a certain host migrates it there first.
   *
   * <p>A VM that failed, was lost, or is on no host or on two after a test fails that test and,
   * with that cause, every later test of the class and the class itself. A migration that fails
   * breaks the VM only then: if its guest runs or is paused on one host, the next test finds it
   * there.
   *
   * <p>The VM is declared on the outermost class (or what it inherits or is composed of), with
   * nothing that depends on a test's arguments, and its tests must run one after the other.
   */
  PER_CLASS
}
