package org.multihost.migration.qemu;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpLog;

/** The monitor of one QEMU, with the log of its messages and the timeline of its events. */
record QemuMonitor(QmpClient qmp, QmpLog log, QemuTimeline timeline) implements AutoCloseable {

  /**
   * Opens the monitor and waits for QEMU's greeting.
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
