package org.multihost.migration.qemu.guest;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestSession;

/** A shell session with the agent on a guest's second serial port. */
public final class SerialSession implements GuestSession, AutoCloseable {

  private SerialSession() {}

  /** Starts to listen to the agent; takes over the channel, not the console. */
  public static SerialSession open(
      String vm,
      SocketChannel channel,
      SerialConsole console,
      Duration commandTimeout,
      Path transcript) {
    throw new UnsupportedOperationException();
  }

  /** Waits until the agent answers. */
  public void awaitReady(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommandResult run(String command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommandResult run(String command, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommandResult runUnchecked(String command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CommandResult runUnchecked(String command, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BackgroundWork start(String command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BackgroundWork> started() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
