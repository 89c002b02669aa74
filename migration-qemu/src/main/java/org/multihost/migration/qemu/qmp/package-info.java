/**
 * The QMP client: commands, replies and events of one QEMU, over a connected Unix socket.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.qmp.QmpClient}. Depends on Jackson,
 * SLF4J, the root of the extension's exceptions, and the package {@code process}; {@code
 * DescriptorMonitor} also on junixsocket. It is the only package that implements QMP.
 *
 * <p>The exceptions:
 *
 * <pre>
 * MultihostException
 * └─ QmpException               (sealed; has the name of the VM)
 *    ├─ QmpCommandException     QEMU answered a command with an error; the connection stays open
 *    ├─ QmpTimeoutException     no answer or event in time; the connection stays open
 *    ├─ QmpConnectionException  the connection ended, on either side
 *    └─ QmpProtocolException    QEMU sent something that is not QMP; the connection was ended
 * </pre>
 *
 * <p>Two daemon threads serve each client. {@code qmp-VM} reads and writes the socket, never waits
 * for anything else, and runs no code of the caller except event filters and the transcript. {@code
 * qmp-VM-callbacks} completes the callers' futures and calls their consumers, in the order of
 * QEMU's messages. A callback that blocks therefore delays other callbacks only: {@code execute}
 * and {@code take} still work, in the callback too.
 */
@NullMarked
package org.multihost.migration.qemu.qmp;

import org.jspecify.annotations.NullMarked;
