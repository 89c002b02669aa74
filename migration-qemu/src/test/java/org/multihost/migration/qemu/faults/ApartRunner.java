package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;
import org.multihost.migration.qemu.hosts.NetworkNamespaces;

/** Runs each cell on hosts apart, each with a JVM that ends after it. */
record ApartRunner(FaultFiles files, NetworkNamespaces network) implements CellRunner {

  private static final long PATIENCE = 120;

  static ApartRunner open(Path directory) throws IOException, InterruptedException {
    return new ApartRunner(FaultFiles.in(directory), NetworkNamespaces.connect(CellResult.HOSTS));
  }

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    files.clear();
    Map<String, String> said = new HashMap<>();
    Map<String, String> failures = new HashMap<>();
    Map<String, HostProcess> hosts = start(files.settings(cell), FaultTestCase.class);
    try {
      for (String host : lostOnesLast(cell)) {
        if (cell.fault().losesHost() && host.equals(cell.host())) {
          hosts.get(host).kill();
        }
        failures.put(host, hosts.get(host).failure(PATIENCE));
        said.put(host, hosts.get(host).output(PATIENCE));
      }
    } finally {
      hosts.values().forEach(HostProcess::close);
    }
    Map<String, Duration> knew = HostLogs.knowing(said, files.fault());
    boolean isSet = files.isFaultSet();
    List<String> conflicts = files.conflicts();
    List<String> leftovers = new ArrayList<>(Leftovers.among(network.processes()));
    Map<String, String> afterwards = afterwards();
    leftovers.addAll(Leftovers.of(files.runs()));
    return new CellResult(cell, isSet, failures, knew, afterwards, conflicts, leftovers);
  }

  /** A frozen host is there until the others have ended. */
  private static List<String> lostOnesLast(FaultCell cell) {
    List<String> hosts = new ArrayList<>(CellResult.HOSTS);
    hosts.remove(cell.host());
    hosts.add(cell.host());
    return hosts;
  }

  /** A new run of the same hosts, with their cables in. */
  private Map<String, String> afterwards() throws IOException, InterruptedException {
    for (String host : CellResult.HOSTS) {
      new Cable(network.cable(host)).heal();
    }
    Map<String, HostProcess> hosts = start(files.settings(), AfterwardsTestCase.class);
    Map<String, String> failures = new HashMap<>();
    try {
      for (Map.Entry<String, HostProcess> host : hosts.entrySet()) {
        failures.put(host.getKey(), host.getValue().failure(PATIENCE));
      }
    } finally {
      hosts.values().forEach(HostProcess::close);
    }
    return failures;
  }

  private Map<String, HostProcess> start(Map<String, String> settings, Class<?> testClass)
      throws IOException {
    String table =
        CellResult.HOSTS.stream()
            .map(host -> host + "=" + network.address(host))
            .collect(Collectors.joining(","));
    String[] cables =
        CellResult.HOSTS.stream()
            .map(host -> Cable.property(host, network.cable(host)))
            .toArray(String[]::new);
    Map<String, HostProcess> started = new LinkedHashMap<>();
    for (String host : CellResult.HOSTS) {
      started.put(
          host,
          HostLaunch.of(host, table, files.directory())
              .by(network.on(host))
              .with(FaultFiles.asProperties(settings))
              .with("-D" + FaultSite.DIRECTORY + "=" + files.directory())
              .with(cables)
              .start(testClass));
    }
    return started;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    network.close();
  }
}
