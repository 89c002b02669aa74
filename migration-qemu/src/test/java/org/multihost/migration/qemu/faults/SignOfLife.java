package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A lock on a file that a JVM holds until its end. The operating system gives it to whoever waits
 * for it in the moment of that end, which for a process that is no child nothing else tells.
 */
final class SignOfLife {

  private static final List<FileChannel> HELD = new ArrayList<>();

  private SignOfLife() {}

  /** Holds that of a host from now on. */
  public static synchronized void hold(Path directory, String host) throws IOException {
    FileChannel channel = open(directory, host);
    channel.lock();
    HELD.add(channel);
  }

  /** The moment, in milliseconds, when nobody holds it any more. */
  public static CompletableFuture<Long> end(Path directory, String host) {
    CompletableFuture<Long> end = new CompletableFuture<>();
    Thread waits = new Thread(() -> end.complete(await(directory, host)), "end-of-" + host);
    waits.setDaemon(true);
    waits.start();
    return end;
  }

  private static long await(Path directory, String host) {
    try (FileChannel channel = open(directory, host)) {
      channel.lock();
      return System.currentTimeMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path directory, String host) throws IOException {
    return FileChannel.open(
        directory.resolve("alive-" + host), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
