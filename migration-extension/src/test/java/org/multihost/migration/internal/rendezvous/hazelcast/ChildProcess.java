package org.multihost.migration.internal.rendezvous.hazelcast;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;

/** A host or a coordinator in a process of its own, to be killed or frozen. */
final class ChildProcess implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final String ready;

  private ChildProcess(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(ChildProcess.class.getName());
    command.addAll(arguments);
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.ready = awaitReady(process.inputReader(StandardCharsets.UTF_8));
  }

  private static String awaitReady(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
    throw new IOException("The child process ended before it was ready");
  }

  /** A host that enters the class and a test [t] of it, and then does nothing. */
  public static ChildProcess host(String name, InetSocketAddress coordinator, List<String> hosts)
      throws IOException {
    return new ChildProcess(
        List.of("host", name, "" + coordinator.getPort(), String.join(",", hosts)));
  }

  /** A coordinator. */
  public static ChildProcess coordinator() throws IOException {
    return new ChildProcess(List.of("coordinator"));
  }

  /** What it said when it was ready. */
  public String ready() {
    return ready;
  }

  /** As kill -9. */
  public void kill() {
    process.destroyForcibly();
  }

  public void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", "" + process.pid()).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs in the child; Hazelcast's threads would keep it alive after a failure. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      start(arguments);
      while (System.in.read() >= 0) {
        continue;
      }
      status = 0;
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  private static void start(String[] arguments) {
    if (arguments[0].equals("coordinator")) {
      CoordinatorSettings settings =
          new CoordinatorSettings(
              loopback(0), HazelcastTestRun.SECRET, "r", HazelcastTestRun.SILENCE);
      say("" + Coordinator.start(settings).address().getPort());
    } else {
      enter(arguments[1], Integer.parseInt(arguments[2]), List.of(arguments[3].split(",")));
      say(arguments[1]);
    }
  }

  private static void say(String what) {
    System.out.println(READY + what);
  }

  private static void enter(String name, int port, List<String> hosts) {
    Duration timeout = Duration.ofSeconds(120);
    Connections.connect(
            new ConnectionSettings(
                name,
                loopback(port),
                HazelcastTestRun.SECRET,
                "Host [source]",
                timeout,
                HazelcastTestRun.SILENCE,
                notice -> {}))
        .enterClass("c", hosts, "", timeout)
        .enterTest("t", "", timeout);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
