/**
 * The sessions with a guest: over the serial agent and over SSH.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.session.ShellSession}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.session;

import org.jspecify.annotations.NullMarked;
