/**
 * Parts of a migration that no side owns: the figures that QEMU reports, the commands of one under
 * way, the capabilities behind the typed options.
 *
 * <p>The package depends on {@code qmp} and {@code process}.
 */
@NullMarked
package org.multihost.migration.qemu.migration;

import org.jspecify.annotations.NullMarked;
