package org.multihost.migration.qemu.guest.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** The end of the threads that read and write a channel: they end when it is closed. */
final class ChannelThreads {

  private static final long JOIN_SECONDS = 5;

  private ChannelThreads() {}

  /** Closes the channel and waits for its threads, at most a few seconds. */
  static void closeAndJoin(SocketChannel channel, Thread... threads) {
    boolean interrupted = false;
    try {
      channel.close();
      for (Thread thread : threads) {
        thread.interrupt();
        if (thread != Thread.currentThread()) {
          TimeUnit.SECONDS.timedJoin(thread, JOIN_SECONDS);
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the channel [" + channel + "]", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
