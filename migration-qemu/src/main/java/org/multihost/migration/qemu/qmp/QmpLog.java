package org.multihost.migration.qemu.qmp;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/** A log file of all messages of a monitor. Safe for use by several threads. */
@API(status = INTERNAL)
public final class QmpLog implements Consumer<String>, AutoCloseable {

  private final Writer writer; // guarded by this
  private boolean closed; // guarded by this

  private QmpLog(Writer writer) {
    this.writer = writer;
  }

  /** Appends to the file, and creates it if necessary. */
  public static QmpLog appendTo(Path file) {
    try {
      return new QmpLog(Files.newBufferedWriter(file, CREATE, APPEND));
    } catch (IOException failed) {
      throw new UncheckedIOException("The QMP log [" + file + "] cannot be written", failed);
    }
  }

  /*
   * Flushed at once, so that an event is in the file before it is delivered. The reason of the end
   * may arrive after the end.
   */
  @Override
  public synchronized void accept(String line) {
    if (closed) {
      return;
    }
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    writer.close();
  }
}
