package org.multihost.migration.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.jupiter.HostInMemory;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.MessageRun;
import org.multihost.migration.memory.MemoryHypervisor;

/** A script played by its hosts: once as it stands, and once more undisturbed if all are left. */
final class ScriptRun {

  private static final Duration REAL_LIMIT = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofDays(1);

  private final Script script;
  private final VirtualTime time;
  private final MessageRun run;
  private final Path reports;
  private final MemoryHypervisor hypervisor;
  private final CompletableFuture<Void> all = new CompletableFuture<>();
  private final List<Round> rounds = new ArrayList<>();
  private final AtomicInteger through = new AtomicInteger();
  private final List<Throwable> crashes = new CopyOnWriteArrayList<>();

  /** What came of one run of the class. */
  record Round(Script script, List<HostLog> logs, List<Duration> ends) {}

  /**
   * What came of it all.
   *
   * @param stall why nobody could go on, if so
   * @param crashes what hosts threw outside of any test
   */
  record Outcome(List<Round> rounds, @Nullable String stall, List<Throwable> crashes) {}

  private ScriptRun(Script script, Path reports) {
    this.script = script;
    this.reports = reports;
    this.time = new VirtualTime(script.schedule());
    this.run = new MessageRun(time, time::pause, time::deliver);
    this.hypervisor = new MemoryHypervisor(new HypervisorClock(time), script.schedule() + 1);
    rounds.add(round(script));
    if (script.again()) {
      rounds.add(round(script.undisturbed()));
    }
  }

  private static Round round(Script script) {
    List<HostLog> logs = new ArrayList<>();
    List<Duration> ends = new CopyOnWriteArrayList<>();
    for (int host = 0; host < script.hosts(); host++) {
      logs.add(new HostLog(Script.hostName(host)));
    }
    return new Round(script, logs, ends);
  }

  static Outcome of(Script script) {
    try {
      Path reports = Files.createTempDirectory(fastDirectory(), "oracle");
      Outcome outcome = new ScriptRun(script, reports).played();
      remove(reports);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In memory where there is such a place: each run makes a directory, and removes it. */
  private static Path fastDirectory() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private Outcome played() {
    List<Thread> hosts = new ArrayList<>();
    for (int host = 0; host < script.hosts(); host++) {
      int number = host;
      hosts.add(time.thread("host-" + Script.hostName(host), () -> live(number)));
    }
    time.run(hosts, REAL_LIMIT);
    return new Outcome(rounds, time.stall(), crashes);
  }

  private void live(int host) {
    try {
      time.pass(Duration.ofSeconds(script.late().get(host)));
      HostConnection connection = run.join(Script.hostName(host));
      try (HostInMemory here = new HostInMemory(connection, time, hypervisor.provider())) {
        for (Round round : rounds) {
          if (round.logs().stream().noneMatch(HostLog::isLost)) {
            play(round, host, here);
          }
        }
        stay();
      }
    } catch (Throwable crash) {
      crashes.add(crash);
    }
  }

  private void stay() throws Exception {
    if (through.incrementAndGet() == script.hosts()) {
      all.complete(null);
    }
    if (!script.apart()) {
      time.await(all, LONG);
    }
  }

  private void play(Round round, int host, HostInMemory here) {
    HostLog log = round.logs().get(host);
    ActedHost acted = new ActedHost(Script.hostName(host), run, hypervisor);
    Actor actor = new Actor(round.script(), host, time, acted, log);
    Map<String, String> settings = Map.of("multihost.report.dir", reports.toString());
    Class<?> type = script.shape().type(script.hosts());
    actor.play(() -> here.run(type, settings, log));
    if (!log.isLost()) {
      round.ends().add(Duration.ofNanos(time.nanos()));
    }
  }
}
