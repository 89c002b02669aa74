package org.multihost.migration.internal.jupiter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.RealClock;

/** The hosts [source] and [destination] in this JVM, with a hypervisor in memory. */
final class HostsInMemory implements AutoCloseable {

  static final List<String> HOSTS = List.of("source", "destination");

  private final RealClock clock = new RealClock();
  private final RendezvousRun run = RendezvousRuns.inMemory();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();

  HostsInMemory(String reports) {
    HOSTS.forEach(
        host -> settings.put(host, new LinkedHashMap<>(Map.of("multihost.report.dir", reports))));
  }

  /** The end of a test or a container on a host. */
  record End(String name, boolean isTest, Status status, Throwable thrown) {}

  /** What has ended on a host. */
  record Ends(List<End> all) {

    List<String> tests(Status status) {
      return all.stream()
          .filter(end -> end.isTest() && end.status() == status)
          .map(End::name)
          .toList();
    }

    List<Throwable> failures() {
      return all.stream().filter(end -> end.status() == Status.FAILED).map(End::thrown).toList();
    }

    /** The exception of one test or container. */
    Throwable of(String name) {
      return all.stream()
          .filter(end -> end.name().equals(name))
          .map(End::thrown)
          .findFirst()
          .orElseThrow();
    }
  }

  MemoryHypervisor hypervisor() {
    return hypervisor;
  }

  HostsInMemory with(String key, String value) {
    HOSTS.forEach(host -> withOn(host, key, value));
    return this;
  }

  HostsInMemory withOn(String host, String key, String value) {
    settings.get(host).put(key, value);
    return this;
  }

  /** Runs classes on all hosts, one after the other, and leaves the run; called once. */
  Map<String, Ends> run(Class<?>... types) throws Exception {
    Map<String, CompletableFuture<Ends>> running = new LinkedHashMap<>();
    for (String host : HOSTS) {
      HostConnection connection = run.join(host);
      CompletableFuture<Ends> end = new CompletableFuture<>();
      running.put(host, end);
      new Thread(() -> end.complete(run(connection, types)), "host " + host).start();
    }
    Map<String, Ends> ends = new LinkedHashMap<>();
    for (Map.Entry<String, CompletableFuture<Ends>> each : running.entrySet()) {
      ends.put(each.getKey(), each.getValue().get(100, TimeUnit.SECONDS));
    }
    return ends;
  }

  private Ends run(HostConnection connection, Class<?>... types) {
    List<End> ends = new CopyOnWriteArrayList<>();
    try (HostInMemory host = new HostInMemory(connection, Time.system(), hypervisor.provider())) {
      for (Class<?> type : types) {
        host.run(type, settings.get(connection.self()), new Listener(ends));
      }
    }
    return new Ends(new ArrayList<>(ends));
  }

  private record Listener(List<End> ends) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      ends.add(
          new End(
              identifier.getLegacyReportingName().replaceFirst("\\(.*", ""),
              identifier.isTest(),
              result.getStatus(),
              result.getThrowable().orElse(null)));
    }
  }

  /** Whether the code that asks runs as that host. */
  static boolean isHost(String host) {
    return Thread.currentThread().getName().equals("host " + host);
  }

  @Override
  public void close() {
    run.close();
    clock.close();
  }
}
