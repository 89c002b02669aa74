package org.multihost.migration.internal.controller;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that, once killed, is still alive until somebody waits for its end. */
public final class FakeProcess extends Process {

  private static final int KILLED = 137;

  private final CompletableFuture<Process> exit = new CompletableFuture<>();
  private volatile boolean killed;

  public boolean isKilled() {
    return killed;
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public long pid() {
    return 1;
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exit;
  }

  @Override
  public int waitFor() throws InterruptedException {
    endIfKilled();
    try {
      exit.get();
      return KILLED;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    endIfKilled();
    try {
      exit.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private void endIfKilled() {
    if (killed) {
      exit.complete(this);
    }
  }

  @Override
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException();
    }
    return KILLED;
  }

  @Override
  public void destroy() {
    killed = true;
  }

  @Override
  public Process destroyForcibly() {
    killed = true;
    return this;
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }
}
