/**
 * One migration on one host: its phases, the sides of the source and the destination, its result.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.migration.Scenario}, which
 * lists the phases. The package depends on its test through {@link
 * org.multihost.migration.internal.scenario.migration.TestContext} only.
 */
@NullMarked
package org.multihost.migration.internal.scenario.migration;

import org.jspecify.annotations.NullMarked;
