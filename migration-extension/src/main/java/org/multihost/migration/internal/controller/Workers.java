package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.multihost.migration.internal.jupiter.RunId;
import org.multihost.migration.internal.rendezvous.Coordinator;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.worker.Conversation;
import org.multihost.migration.internal.worker.WorkerBootstrap;
import org.multihost.migration.internal.worker.WorkerEvent;

/**
 * The workers of a run, one for each host that a class has named so far, and what they share: the
 * coordinator, the secret, the report directory. They live in the launcher session's store, which
 * closes them: build tools that launch class after class, as Surefire does in several JVMs at once,
 * start them only once. Used by one thread.
 */
final class Workers implements AutoCloseable {

  private static final Duration LEAVE = Duration.ofSeconds(20);
  private static final int SECRET_BITS = 160;
  private static final int BASE = 36;
  private static final Namespace NAMESPACE = Namespace.create("org.multihost.migration.controller");

  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<WorkerMessage> inbox = new LinkedBlockingQueue<>();
  private final Map<String, WorkerProcess> byHost = new ConcurrentHashMap<>();
  private final String runId = RunId.create();
  private final String secret = secret();
  private final WorkerConditions conditions;
  private final PrintStream console;
  private final Path directory;
  private final WorkerDoor door;
  private final Coordinator coordinator;
  private final String orderSeed = String.valueOf(System.nanoTime());
  private int classes;

  private Workers(WorkerConditions conditions, PrintStream console) throws IOException {
    this.conditions = conditions;
    this.console = console;
    this.directory = Files.createDirectories(conditions.reportDirectory().resolve(runId));
    this.door = WorkerDoor.open();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.coordinator =
        Coordinator.start(new CoordinatorSettings(anyPort, secret, runId, conditions.silence()));
    coordinator.onLoss(this::lost);
  }

  /** A host that is lost but whose process lives, frozen perhaps, would keep its class for ever. */
  private void lost(String host, String why) {
    WorkerProcess worker = byHost.get(host);
    if (worker != null) {
      worker.kill(why);
    }
  }

  /**
   * Those of the launcher session if they were started under the same conditions, else new ones;
   * nothing is forked yet.
   */
  static Workers ofSession(
      NamespacedHierarchicalStore<Namespace> session,
      WorkerConditions conditions,
      PrintStream console) {
    Workers living = session.get(NAMESPACE, Workers.class, Workers.class);
    if (living != null) {
      if (living.conditions.equals(conditions)) {
        return living;
      }
      session.remove(NAMESPACE, Workers.class);
      living.close();
    }
    Workers prepared = prepare(conditions, console);
    session.put(NAMESPACE, Workers.class, prepared);
    return prepared;
  }

  private static Workers prepare(WorkerConditions conditions, PrintStream console) {
    try {
      return new Workers(conditions, console);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The run cannot be prepared in %s".formatted(conditions.reportDirectory()), e);
    }
  }

  private String secret() {
    return new BigInteger(SECRET_BITS, random).setBit(SECRET_BITS).toString(BASE);
  }

  /** The number of the class that comes now, by which workers and controller know it. */
  int nextClass() {
    return ++classes;
  }

  /** JUnit's configuration parameters for a host. */
  Map<String, String> parameters(RunParameters run, String host) {
    return run.parametersOf(directory.resolve(host), orderSeed);
  }

  /** What all workers report. */
  BlockingQueue<WorkerMessage> inbox() {
    return inbox;
  }

  /**
   * The workers of these hosts, in order; those that do not live are started, all at once.
   *
   * @param startLimit how long one may take to come, unless a debugger is waited for
   * @throws org.multihost.migration.MultihostException if one does not come
   */
  List<WorkerProcess> of(List<String> hosts, Duration startLimit) throws InterruptedException {
    Map<WorkerProcess, CompletableFuture<Conversation<WorkerEvent>>> coming = new LinkedHashMap<>();
    for (String host : hosts) {
      WorkerProcess living = byHost.get(host);
      if (living == null || !living.isAlive()) {
        if (living != null) {
          coordinator.replace(host);
        }
        String token = secret();
        CompletableFuture<Conversation<WorkerEvent>> arrival = door.expect(token);
        coming.put(start(host, token), arrival);
      }
    }
    boolean complete = false;
    try {
      for (var entry : coming.entrySet()) {
        WorkerProcess worker = entry.getKey();
        worker.connect(
            entry.getValue(),
            Optional.of(startLimit).filter(limit -> !conditions.debugs(worker.host())),
            inbox);
      }
      complete = true;
    } finally {
      if (!complete) {
        coming.keySet().forEach(worker -> worker.kill("another host did not come"));
      }
    }
    return hosts.stream().map(byHost::get).toList();
  }

  private WorkerProcess start(String host, String token) {
    InetSocketAddress meeting = coordinator.address();
    WorkerBootstrap bootstrap =
        new WorkerBootstrap(
            host,
            runId,
            meeting.getAddress().getHostAddress(),
            meeting.getPort(),
            secret,
            door.port(),
            token,
            conditions.systemProperties());
    try {
      WorkerProcess worker =
          WorkerProcess.start(
              new ProcessBuilder(command(host)),
              bootstrap,
              directory.resolve(host + ".log"),
              console);
      byHost.put(host, worker);
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The worker of host [%s] cannot be started".formatted(host), e);
    }
  }

  /**
   * Each worker reads a file of its own: one that another start writes again might be read half.
   */
  private List<String> command(String host) throws IOException {
    WorkerCommandLine commandLine =
        new WorkerCommandLine(
            System.getProperties(),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            conditions.arguments());
    Path classPathFile = directory.resolve(host + ".class-path.args");
    Files.writeString(classPathFile, commandLine.classPathArguments());
    return commandLine.command(classPathFile, conditions.debugs(host));
  }

  /** Has all workers leave, in bounded time, and ends the rendezvous after them. */
  @Override
  public void close() {
    List<WorkerProcess> workers = new ArrayList<>(byHost.values());
    workers.forEach(WorkerProcess::dismiss);
    workers.forEach(worker -> worker.awaitExit(LEAVE));
    door.close();
    coordinator.close();
  }
}
