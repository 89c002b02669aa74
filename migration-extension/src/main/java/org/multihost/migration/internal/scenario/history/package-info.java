/**
 * The history of a migration: the samples and statuses that one side has reported, and its lines on
 * the console. Begin at {@link org.multihost.migration.internal.scenario.history.SideHistory}. The
 * package depends on {@code environment}.
 */
@NullMarked
package org.multihost.migration.internal.scenario.history;

import org.jspecify.annotations.NullMarked;
