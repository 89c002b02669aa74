/**
 * The installed QEMUs: their versions, the choice of one, and its accelerator.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.install.QemuInstallation}.
 */
@NullMarked
package org.multihost.migration.qemu.install;

import org.jspecify.annotations.NullMarked;
