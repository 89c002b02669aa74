/**
 * The history of a migration: the samples and statuses that one side has reported. The package
 * depends on the public API only. Begin at {@link
 * org.multihost.migration.internal.scenario.history.SideHistory}.
 */
@NullMarked
package org.multihost.migration.internal.scenario.history;

import org.jspecify.annotations.NullMarked;
