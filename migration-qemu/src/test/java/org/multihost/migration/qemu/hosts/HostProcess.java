package org.multihost.migration.qemu.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A host's JVM under test, and what it says. */
public final class HostProcess implements AutoCloseable {

  private final Process process;
  private final List<String> lines = new ArrayList<>(); // guarded by itself
  private final Thread reader;

  private HostProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output-of-" + process.pid());
    this.reader.setDaemon(true);
  }

  static HostProcess start(ProcessBuilder command) throws IOException {
    HostProcess started = new HostProcess(command.redirectErrorStream(true).start());
    started.reader.start();
    return started;
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // the process was killed: what it said so far is what there is
    } finally {
      synchronized (lines) {
        lines.notifyAll();
      }
    }
  }

  boolean hasSaid(String text) {
    return text().contains(text);
  }

  /** Waits for a line that contains a text, and gives it. */
  public String awaitLine(String text, long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    synchronized (lines) {
      while (true) {
        Optional<String> found = lines.stream().filter(line -> line.contains(text)).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || (!process.isAlive() && !reader.isAlive())) {
          throw new AssertionError("No line with [" + text + "] in:\n" + String.join("\n", lines));
        }
        lines.wait(left);
      }
    }
  }

  /** What it says of a failure in the end, from the failure's name on; empty if all succeeded. */
  public String failure(long seconds) throws InterruptedException {
    String said = output(seconds);
    return exitCode() == 0 ? "" : said.substring(Math.max(0, said.indexOf(HostMain.FAILURE)));
  }

  /** What it said, after its end. */
  public String output(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("Still running after " + seconds + " s:\n" + text());
    }
    reader.join(TimeUnit.SECONDS.toMillis(seconds));
    return text();
  }

  /** What it has said so far. */
  public String text() {
    synchronized (lines) {
      return lines.stream().collect(Collectors.joining("\n"));
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
