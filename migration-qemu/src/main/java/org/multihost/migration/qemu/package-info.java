/**
 * The QEMU driver: which QEMU is used, its command line, a machine's life and its migration.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.QemuDriverProvider}, then {@code
 * QemuDriver}. Depends on the public API, the driver SPI, and the packages {@code process}, {@code
 * qmp} and {@code guest} below it; those know nothing of this one.
 */
@NullMarked
package org.multihost.migration.qemu;

import org.jspecify.annotations.NullMarked;
