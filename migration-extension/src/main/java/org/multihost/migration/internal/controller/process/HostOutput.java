package org.multihost.migration.internal.controller.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * The output of a worker, copied to its log file and to the controller's console, there with the
 * host's name before each line.
 */
final class HostOutput implements Runnable {

  private static final Pattern DEBUGGER_PORT =
      Pattern.compile("Listening for transport dt_socket at address: (?:.*:)?(\\d+)");
  private static final int KEPT_LINES = 20;

  private final String host;
  private final InputStream output;
  private final Path logFile;
  private final PrintStream console;
  private final Deque<String> last = new ArrayDeque<>(); // guarded by itself
  private final Thread thread;
  private boolean logging = true;

  private HostOutput(String host, InputStream output, Path logFile, PrintStream console) {
    this.host = host;
    this.output = output;
    this.logFile = logFile;
    this.console = console;
    this.thread = DaemonThread.named("multihost-output-" + host, this);
  }

  /** Starts a thread that reads the output to its end. */
  static HostOutput start(String host, InputStream output, Path logFile, PrintStream console) {
    HostOutput started = new HostOutput(host, output, logFile, console);
    started.thread.start();
    return started;
  }

  Path logFile() {
    return logFile;
  }

  /** Waits until all output is written, which is soon after the worker's end. */
  void join(Duration limit) throws InterruptedException {
    thread.join(limit.toMillis());
  }

  /** The last lines, for an error message. */
  List<String> last() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log(line);
        show(line);
      }
    } catch (IOException e) {
      show("its output cannot be read any more: " + e);
    }
  }

  /**
   * Writes a line to the log. A full disk ends the log only: a worker whose output is not read
   * would block.
   */
  private void log(String line) {
    if (!logging) {
      return;
    }
    try {
      Files.writeString(
          logFile,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      logging = false;
      show("the log [%s] ends here, because it cannot be written: %s".formatted(logFile, e));
    }
  }

  private void show(String line) {
    synchronized (last) {
      last.addLast(line);
      if (last.size() > KEPT_LINES) {
        last.removeFirst();
      }
    }
    Matcher debugger = DEBUGGER_PORT.matcher(line);
    console.println(
        debugger.matches()
            ? "Host [%s] waits for a debugger on local port [%s] (multihost.debug)"
                .formatted(host, debugger.group(1))
            : "[" + host + "] " + line);
  }
}
