package org.multihost.migration.qemu;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A named pipe at which a command waits until the test lets it go on. */
public final class Gate {

  private Gate() {}

  public static Path at(Path path) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
    if (made.waitFor() != 0) {
      throw new IOException("mkfifo " + path);
    }
    return path;
  }

  public static void open(Path gate) throws IOException {
    FileChannel.open(gate, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
  }
}
