/**
 * The plan of one migration, and its builder, which verifies it before anything starts.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.scenario.plan.MigrationPlan}. The
 * package depends on the VMs and the environment.
 */
@NullMarked
package org.multihost.migration.internal.scenario.plan;

import org.jspecify.annotations.NullMarked;
