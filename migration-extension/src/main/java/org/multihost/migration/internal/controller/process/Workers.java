package org.multihost.migration.internal.controller.process;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.text.WritableDirectory;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.RunId;
import org.multihost.migration.internal.rendezvous.hazelcast.Coordinator;
import org.multihost.migration.internal.worker.WorkerBootstrap;

/**
 * The workers of a run, one for each host that a class has named so far, and the objects that they
 * share: the coordinator, the secret, the report directory. Stored in the launcher session's store,
 * which closes them: a build tool that launches class after class, as Surefire does with several
 * JVMs, starts them only once for each of its JVMs. Used by one thread.
 */
public final class Workers implements AutoCloseable {

  private static final int SECRET_BITS = 160;
  private static final int BASE = 36;

  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<WorkerMessage> inbox = new LinkedBlockingQueue<>();
  private final ServingWorkers serving;
  private final String runId = RunId.create();
  private final String secret = secret();
  private final WorkerConditions conditions;
  private final PrintStream console;
  private final Path directory;
  private final WorkerServer door;
  private final Coordinator coordinator;
  private final String orderSeed = String.valueOf(System.nanoTime());
  private int classes;

  private Workers(WorkerConditions conditions, PrintStream console) throws IOException {
    this.conditions = conditions;
    this.console = console;
    this.directory =
        WritableDirectory.create(
            conditions.reportDirectory().resolve(runId), RunSettings.REPORT_DIR.key());
    this.door = WorkerServer.open();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      this.coordinator =
          Coordinator.start(new CoordinatorSettings(anyPort, secret, runId, conditions.silence()));
    } catch (RuntimeException e) {
      door.close();
      throw e;
    }
    this.serving = new ServingWorkers(this::start, coordinator::replace, conditions::debugs, inbox);
    // A lost host whose process is alive, for example frozen, would block its class forever.
    coordinator.onLoss(serving::kill);
  }

  /**
   * Returns the workers of the launcher session if they were started under the same conditions,
   * else new ones; no process is started yet.
   */
  public static Workers ofSession(
      SessionStore session, WorkerConditions conditions, PrintStream console) {
    Workers living = session.get(Workers.class).orElse(null);
    if (living != null) {
      if (living.conditions.equals(conditions)) {
        return living;
      }
      session.remove(Workers.class);
      living.close();
    }
    Workers prepared = prepare(conditions, console);
    session.put(Workers.class, prepared);
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

  /** Returns the number of the next class, which identifies its run to workers and controller. */
  public int nextClass() {
    return ++classes;
  }

  /** Returns JUnit's configuration parameters for a host. */
  public Map<String, String> parameters(RunParameters run, String host) {
    return run.parametersOf(directory.resolve(host), orderSeed);
  }

  /** Returns the directory of the run's files. */
  public Path directory() {
    return directory;
  }

  /** The messages of all workers. */
  public BlockingQueue<WorkerMessage> inbox() {
    return inbox;
  }

  /** The workers that serve. */
  public ServingWorkers serving() {
    return serving;
  }

  private WorkerProcess start(String host, Duration limit) throws IOException {
    String token = secret();
    InetSocketAddress meeting = coordinator.address();
    String address = meeting.getAddress().getHostAddress();
    WorkerBootstrap bootstrap =
        new WorkerBootstrap(
            host,
            runId,
            new WorkerBootstrap.Meeting(
                address,
                meeting.getPort(),
                secret,
                limit.toMillis(),
                conditions.silence().toMillis()),
            conditions.migrationAddress().orElse(address),
            door.port(),
            token,
            conditions.systemProperties());
    Path logFile = directory.resolve(host + ".log");
    WorkerJvm jvm = WorkerJvm.start(command(host));
    HostOutput output = HostOutput.start(host, jvm.process().getInputStream(), logFile, console);
    WorkerProcess worker =
        new WorkerProcess(host, jvm, output, WorkerArrival.of(door.expect(token), limit));
    worker.tell(bootstrap);
    return worker;
  }

  /**
   * Writes a class path file for each worker: a shared one could be read while another start writes
   * it.
   */
  private List<String> command(String host) throws IOException {
    WorkerCommandLine commandLine =
        new WorkerCommandLine(
            System.getProperties(),
            System.getenv(),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            conditions.arguments(),
            conditions.loaderClassPath());
    Path classPathFile = directory.resolve(host + ".class-path.args");
    Files.writeString(classPathFile, commandLine.classPathArguments());
    return commandLine.command(
        classPathFile, Optional.ofNullable(conditions.debuggerPorts().get(host)));
  }

  /** Asks all workers to exit, waits for them in bounded time, and then closes the coordinator. */
  @Override
  public void close() {
    serving.dismiss();
    door.close();
    coordinator.close();
  }
}
