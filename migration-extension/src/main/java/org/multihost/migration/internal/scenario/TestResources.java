package org.multihost.migration.internal.scenario;

import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/**
 * The resources of one test on this host, released at its end.
 *
 * @param vms its VMs
 * @param disks its cloned disks
 * @param values the values of its placeholders: ports and a directory
 */
public record TestResources(TestVms vms, TestDisks disks, HostValues values) {}
