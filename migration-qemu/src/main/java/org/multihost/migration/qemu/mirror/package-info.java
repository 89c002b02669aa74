/**
 * The copies of the disks of hosts without shared storage, over NBD.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.mirror.DiskCopies}, the destination's
 * images, {@link org.multihost.migration.qemu.mirror.DiskExports}, the destination's server, and
 * {@link org.multihost.migration.qemu.mirror.DiskMirror}, the source's jobs. Depends on the machine
 * and transport packages and the QMP client.
 */
@NullMarked
package org.multihost.migration.qemu.mirror;

import org.jspecify.annotations.NullMarked;
