/**
 * Snapshots of booted default guests, shared by all runs of a user.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.snapshot.GuestSnapshots}.
 */
@NullMarked
package org.multihost.migration.qemu.snapshot;

import org.jspecify.annotations.NullMarked;
