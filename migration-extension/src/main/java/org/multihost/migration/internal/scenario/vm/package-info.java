/**
 * The VMs of one test and their disks.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.vm.TestVms}. The package
 * depends on the SPI and the environment.
 */
@NullMarked
package org.multihost.migration.internal.scenario.vm;

import org.jspecify.annotations.NullMarked;
