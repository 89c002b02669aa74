/**
 * The serial console of a guest: its text, its log, and the detection of kernel crashes and
 * unexpected resets.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.console.SerialConsole}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.console;

import org.jspecify.annotations.NullMarked;
