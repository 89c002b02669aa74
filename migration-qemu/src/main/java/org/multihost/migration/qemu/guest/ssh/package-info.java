/**
 * The keys and the agent of logins by SSH, and the report of what a guest refused.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.guest.ssh.SshKeys}.
 */
@NullMarked
package org.multihost.migration.qemu.guest.ssh;

import org.jspecify.annotations.NullMarked;
