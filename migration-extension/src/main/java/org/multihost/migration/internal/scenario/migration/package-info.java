/**
 * One migration on one host: its phases, the source's and the destination's side, its result.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.migration.Scenario}, which
 * lists the phases. Knows its test as a {@link
 * org.multihost.migration.internal.scenario.migration.TestContext} only.
 */
@NullMarked
package org.multihost.migration.internal.scenario.migration;

import org.jspecify.annotations.NullMarked;
