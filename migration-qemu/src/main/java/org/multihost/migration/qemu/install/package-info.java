/**
 * The installed QEMUs: their versions, how one is chosen, and which accelerator it can use.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.install.QemuInstallation}.
 */
@NullMarked
package org.multihost.migration.qemu.install;

import org.jspecify.annotations.NullMarked;
