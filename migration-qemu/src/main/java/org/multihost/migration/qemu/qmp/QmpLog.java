package org.multihost.migration.qemu.qmp;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file with all that is said on a monitor. Safe for use by several threads. */
public final class QmpLog implements Consumer<String>, AutoCloseable {

  private final Writer writer; // guarded by this
  private boolean closed; // guarded by this

  private QmpLog(Writer writer) {
    this.writer = writer;
  }

  /** Adds to the file, or makes it. */
  public static QmpLog appendTo(Path file) {
    try {
      return new QmpLog(Files.newBufferedWriter(file, CREATE, APPEND));
    } catch (IOException failed) {
      throw new UncheckedIOException("The QMP log [" + file + "] cannot be written", failed);
    }
  }

  /* At once: whoever has seen an event finds it in the file. After the end, its reason may follow. */
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
