package org.multihost.migration.internal.scenario;

import java.util.Optional;
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/**
 * The resources of one test, or of a class, on this host, released at its end.
 *
 * @param vms its VMs
 * @param disks its cloned disks
 * @param values the values of its placeholders: ports and a directory
 * @param shared the VMs of the test's class, if there are any, which are among the test's VMs
 */
public record TestResources(
    TestVms vms, TestDisks disks, HostValues values, Optional<SharedVms> shared) {}
