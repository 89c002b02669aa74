/**
 * A guest's serial console: its text, its log, and the words of a crashed kernel.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.console.SerialConsole}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.console;

import org.jspecify.annotations.NullMarked;
