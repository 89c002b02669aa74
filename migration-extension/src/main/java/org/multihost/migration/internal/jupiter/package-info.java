/**
 * The Jupiter extension: lifecycle, parameters, and the host's session.
 *
 * <p>Start reading at {@link org.multihost.migration.internal.jupiter.MultihostMigrationExtension}.
 * Depends on Jupiter's API, the scenario and the rendezvous.
 */
@NullMarked
package org.multihost.migration.internal.jupiter;

import org.jspecify.annotations.NullMarked;
