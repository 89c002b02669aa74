/**
 * The built-in guest: a program of a few kilobytes, assembled here, that boots by itself, beats on
 * the console, writes and checks its memory, and takes commands on the second serial port.
 *
 * <p>Start reading at {@code GuestProgram}, then {@code MemoryRoutines}. The package depends on the
 * console.
 */
@NullMarked
package org.multihost.migration.qemu.guest.builtin;

import org.jspecify.annotations.NullMarked;
