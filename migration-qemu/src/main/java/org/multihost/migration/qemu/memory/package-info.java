/**
 * The memory of a guest, read from outside: the ranges that QEMU reports, and their content.
 *
 * <p>The package depends on {@code qmp} and {@code process}.
 */
@NullMarked
package org.multihost.migration.qemu.memory;

import org.jspecify.annotations.NullMarked;
