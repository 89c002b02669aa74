package org.multihost.migration.qemu.guest.console;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of a console's whole output. A full disk ends the log, not the console: a guest
 * whose console is not read would block.
 */
final class ConsoleLog implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleLog.class);

  private final Path path;
  private @Nullable FileChannel file; // guarded by this
  private volatile @Nullable IOException failure;

  ConsoleLog(Path path) {
    this.path = path;
  }

  /** Appends the bytes, unless a write has failed. */
  synchronized void append(ByteBuffer bytes) {
    if (failure != null) {
      return;
    }
    try {
      FileChannel opened = file;
      if (opened == null) {
        opened = FileChannel.open(path, CREATE, APPEND);
        file = opened;
      }
      while (bytes.hasRemaining()) {
        opened.write(bytes);
      }
    } catch (IOException e) {
      failure = e;
      LOG.warn("The console's log [{}] ends here, because it cannot be written", path, e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    FileChannel opened = file;
    if (opened != null) {
      opened.close();
    }
  }

  /** Returns its path, and whether it is incomplete. */
  @Override
  public String toString() {
    IOException reason = failure;
    return reason == null ? path.toString() : path + ", incomplete: " + reason.getMessage();
  }
}
