/**
 * The transports of a migration stream from one QEMU to the other.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.transport.IncomingStream} and {@link
 * org.multihost.migration.qemu.transport.OutgoingStream}. Depends on the QMP client and the process
 * package.
 */
@NullMarked
package org.multihost.migration.qemu.transport;

import org.jspecify.annotations.NullMarked;
