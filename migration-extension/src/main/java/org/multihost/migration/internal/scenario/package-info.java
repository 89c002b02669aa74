/**
 * One test on this host, from the start of its VMs to its verdict.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.TestRun}, which the
 * extension holds, and at {@link org.multihost.migration.internal.scenario.migration.Scenario},
 * which lists the phases of a migration. The package depends on the API, the SPI, the configuration
 * and the rendezvous' interfaces, but not on Hazelcast, Jupiter or any hypervisor.
 */
@NullMarked
package org.multihost.migration.internal.scenario;

import org.jspecify.annotations.NullMarked;
