/**
 * The QEMU driver: the selection of a QEMU, its command line, the life of a VM and its migration.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.QemuDriverProvider}, then {@code
 * QemuDriver}. Depends on the public API, the driver SPI, and the packages below it, none of which
 * depends on this package.
 */
@NullMarked
package org.multihost.migration.qemu;

import org.jspecify.annotations.NullMarked;
