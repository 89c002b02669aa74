package org.multihost.migration.qemu.guest;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.multihost.migration.GuestConsole;

/** The console of a guest: what it writes to its first serial port. */
public final class SerialConsole implements GuestConsole, AutoCloseable {

  private SerialConsole() {}

  /** Starts to read; takes over the channel. */
  public static SerialConsole open(String vm, SocketChannel channel, Path logFile) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String text() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String lastLines(int count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void await(String expected, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
