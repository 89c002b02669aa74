package org.multihost.migration.internal.jupiter;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.Fleet;
import org.multihost.migration.internal.scenario.HostsView;
import org.multihost.migration.internal.scenario.TestDisks;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * A test class that this host has entered; closing it ends the driver, and with it whatever it
 * still runs.
 */
record ClassRun(
    HostSession session,
    Settings settings,
    TestClassModel model,
    HostsView hosts,
    ClassScope scope,
    Optional<VirtualMachineDriver> driver)
    implements AutoCloseable {

  /** A test of the class, its machines not started yet. */
  TestRun enter(String uniqueId, Class<?> testClass, Method method) {
    session.entered(uniqueId);
    TestScope test = scope.enterTest(uniqueId, settings.timeouts().join());
    List<VmPlan> plans =
        model.machines(testClass, method).stream()
            .map(vm -> VmPlan.of(vm, hosts.self(), hosts.names(), settings))
            .toList();
    Fleet fleet = new Fleet(driver, plans, hosts.self(), settings.timeouts().login());
    TestDisks disks =
        new TestDisks(
            settings.disks(), session.connection().runId(), fleet, hosts, session.journal());
    return new TestRun(test, hosts, fleet, disks, settings, session.journal());
  }

  @Override
  public void close() {
    driver.ifPresent(VirtualMachineDriver::close);
  }
}
