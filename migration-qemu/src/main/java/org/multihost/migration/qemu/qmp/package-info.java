/**
 * The QMP client: commands, replies and events of one QEMU, over a connected Unix socket.
 *
 * <p>Start reading at {@link org.multihost.migration.qemu.qmp.QmpClient}. Depends on Jackson, SLF4J
 * and the root of the extension's exceptions, on nothing else of this project. The only package
 * that speaks QMP.
 *
 * <p>What can go wrong:
 *
 * <pre>
 * MultihostException
 * └─ QmpException               (sealed; knows the virtual machine)
 *    ├─ QmpCommandException     QEMU answered a command with an error; the connection goes on
 *    ├─ QmpTimeoutException     no answer or event in time; the connection goes on
 *    ├─ QmpConnectionException  the connection ended, on either side; nothing goes on
 *    └─ QmpProtocolException    what QEMU sent is not QMP; the connection was ended for it
 * </pre>
 *
 * <p>Two daemon threads serve each client. {@code qmp-VM} reads and writes the socket, never waits
 * for anything else, and runs none of the caller's code but event filters and the transcript.
 * {@code qmp-VM-callbacks} completes the futures and calls the consumers that callers hold, in the
 * order in which QEMU sent what they tell. So a callback that blocks delays other callbacks only:
 * {@code execute} and {@code take} go on, in the callback too.
 */
@NullMarked
package org.multihost.migration.qemu.qmp;

import org.jspecify.annotations.NullMarked;
