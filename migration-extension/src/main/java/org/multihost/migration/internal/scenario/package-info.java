/**
 * One test on this host: its machines, its migrations and their phases.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.Scenario}, which lists the
 * phases; {@link org.multihost.migration.internal.scenario.TestRun} is what the extension holds.
 * Depends on the API, the SPI, the configuration and the rendezvous' interfaces; knows neither
 * Hazelcast nor Jupiter nor any hypervisor.
 */
@NullMarked
package org.multihost.migration.internal.scenario;

import org.jspecify.annotations.NullMarked;

