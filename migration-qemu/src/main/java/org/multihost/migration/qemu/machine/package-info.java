/**
 * The virtual hardware that QEMU presents to the guest: devices, disks, firmware, and the command
 * line for it.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.machine.QemuMachine}.
 */
@NullMarked
package org.multihost.migration.qemu.machine;

import org.jspecify.annotations.NullMarked;
