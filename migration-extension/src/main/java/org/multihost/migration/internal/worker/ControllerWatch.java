package org.multihost.migration.internal.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * A thread that detects the end of the controller, whatever its cause: the pipe to this worker's
 * standard input then closes, even after {@code kill -9}.
 */
final class ControllerWatch implements Runnable {

  private static final long CLEAN_UP_SECONDS = 10;
  static final int CONTROLLER_GONE = 3;

  private final String host;
  private final InputStream pipe;
  private final AutoCloseable session;

  ControllerWatch(String host, InputStream pipe, AutoCloseable session) {
    this.host = host;
    this.pipe = pipe;
    this.session = session;
  }

  void start() {
    DaemonThread.named("multihost-controller-watch", this).start();
  }

  @Override
  public void run() {
    awaitEnd();
    System.err.println("Host [%s] ends because its controller has ended".formatted(host));
    Thread closing = DaemonThread.named("multihost-session-close", this::closeSession);
    closing.start();
    try {
      closing.join(TimeUnit.SECONDS.toMillis(CLEAN_UP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(CONTROLLER_GONE);
  }

  private void awaitEnd() {
    try {
      while (pipe.read() >= 0) {
        // no further input is expected
      }
    } catch (IOException e) {
      // a broken pipe is an end, too
    }
  }

  private void closeSession() {
    try {
      session.close();
    } catch (Exception e) {
      e.printStackTrace();
    }
  }
}
