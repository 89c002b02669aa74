package org.multihost.migration.qemu;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpLog;

/** One QEMU's monitor, with the log of all that is said there and the timeline of its events. */
record QemuMonitor(QmpClient qmp, QmpLog log, QemuTimeline timeline) implements AutoCloseable {

  /**
   * Waits until QEMU greets.
   *
   * @param log the log's file
   */
  public static QemuMonitor open(String vm, SocketChannel channel, Duration timeout, Path log) {
    QmpLog transcript = QmpLog.appendTo(log);
    try {
      QmpClient qmp = QmpClient.open(vm, channel, timeout, transcript);
      return new QemuMonitor(qmp, transcript, QemuTimeline.of(qmp));
    } catch (RuntimeException failed) {
      new Closer().add(transcript).runAfter(failed);
      throw failed;
    }
  }

  @Override
  public void close() {
    new Closer().add(qmp).add(log).run();
  }
}
