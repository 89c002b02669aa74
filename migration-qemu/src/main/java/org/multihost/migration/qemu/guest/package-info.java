/**
 * The guest's side of the QEMU driver: a tiny Linux that boots in seconds, its console, and a shell
 * session over a serial port that survives live migration.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.TinyLinux}, then {@link
 * org.multihost.migration.qemu.guest.SerialSession}; the other half of the session's protocol is
 * the shell script {@code agent} among the resources of this package. Depends on the public API and
 * on the SPI's exceptions only; knows nothing of QMP, and starts no process.
 */
@NullMarked
package org.multihost.migration.qemu.guest;

import org.jspecify.annotations.NullMarked;

