package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;
import org.multihost.migration.qemu.hosts.NetworkNamespaces;

/** The hosts of one run, each in a network of its own, with a JVM as a person starts it. */
final class ApartHosts implements AutoCloseable {

  /** From the moment when another host has begun its class until one that is late starts. */
  private static final Duration DELAY = Duration.ofSeconds(3);

  /** In seconds, for the start of a JVM on a machine that is busy with much else. */
  private static final long PATIENCE = 120;

  private final FaultFiles files;
  private final NetworkNamespaces network;
  private final Map<String, HostProcess> started = new LinkedHashMap<>();

  ApartHosts(FaultFiles files, NetworkNamespaces network) {
    this.files = files;
    this.network = network;
  }

  /** Starts those of a cell, in the order that its fault is about. */
  public void start(FaultCell cell) throws IOException, InterruptedException {
    Map<String, String> settings = new CellSettings(files).of(cell);
    if (cell.fault().kind() != FaultKind.HOST_START) {
      start(CellResult.HOSTS, settings, FaultTestCase.class);
      return;
    }
    List<String> inTime = new ArrayList<>(CellResult.HOSTS);
    inTime.remove(cell.host());
    start(inTime, settings, FaultTestCase.class);
    // Without the coordinator, which the first host has, no class begins anywhere.
    boolean lacksCoordinator = cell.host().equals(CellResult.HOSTS.get(0));
    for (String host : inTime) {
      started
          .get(host)
          .awaitLine(
              lacksCoordinator ? "waits for the coordinator" : FaultExtensions.HERE, PATIENCE);
    }
    files.noteFault();
    if (cell.fault() == Fault.HOST_LATE) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS))
          .join();
      start(List.of(cell.host()), settings, FaultTestCase.class);
    }
  }

  /** Starts all of them with another class. */
  public void start(Class<?> testClass) throws IOException {
    start(CellResult.HOSTS, new CellSettings(files).ofAll(), testClass);
  }

  private void start(List<String> hosts, Map<String, String> settings, Class<?> testClass)
      throws IOException {
    String table =
        CellResult.HOSTS.stream()
            .map(host -> host + "=" + network.address(host))
            .collect(Collectors.joining(","));
    String[] cables =
        CellResult.HOSTS.stream()
            .map(host -> Cable.property(host, network.cable(host)))
            .toArray(String[]::new);
    for (String host : hosts) {
      started.put(
          host,
          HostLaunch.of(host, table, files.directory())
              .by(network.on(host))
              .with(CellSettings.asProperties(settings))
              .with("-D" + FaultSite.DIRECTORY + "=" + files.directory())
              .with(cables)
              .start(testClass));
    }
  }

  /** As {@code kill -9} does; harmless for one that was not started. */
  public void kill(String host) {
    if (started.containsKey(host)) {
      started.get(host).kill();
    }
  }

  /** A host's failure after its end; empty if all succeeded. */
  public String failure(String host, long seconds) throws InterruptedException {
    try {
      return started.containsKey(host) ? started.get(host).failure(seconds) : "was not started";
    } catch (AssertionError stillRunning) {
      Map<String, String> said = new HashMap<>();
      started.forEach((name, process) -> said.put(name, process.text()));
      String all = new CellTraces(List.of(), List.of(), said).tails();
      throw new AssertionError("[%s]: %s%n%s".formatted(host, stillRunning.getMessage(), all));
    }
  }

  /** All that a host has said, after its end. */
  public String output(String host, long seconds) throws InterruptedException {
    return started.containsKey(host) ? started.get(host).output(seconds) : "";
  }

  @Override
  public void close() {
    started.values().forEach(HostProcess::close);
  }
}
