package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.qemu.hosts.NetworkNamespaces;

/** Runs each cell on hosts apart, each with a JVM that ends after it. */
record ApartRunner(FaultFiles files, NetworkNamespaces network) implements CellRunner {

  private static final long PATIENCE = 120;

  public static ApartRunner open(Path directory) throws IOException, InterruptedException {
    return new ApartRunner(FaultFiles.in(directory), NetworkNamespaces.connect(CellResult.HOSTS));
  }

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    files.clear();
    Map<String, String> said = new HashMap<>();
    Map<String, String> failures = new HashMap<>();
    ApartHosts hosts = new ApartHosts(files, network);
    try {
      hosts.start(cell);
      for (String host : lostOnesLast(cell)) {
        if (cell.fault().losesHost() && host.equals(cell.host())) {
          hosts.kill(host);
        }
        failures.put(host, hosts.failure(host, PATIENCE));
        said.put(host, hosts.output(host, PATIENCE));
      }
    } finally {
      hosts.close();
    }
    boolean isSet = files.isFaultSet();
    Map<String, Duration> knew =
        cell.fault() == Fault.HOST_ABSENT
            ? files.sinceFault()
            : HostLogs.knowing(said, files.fault());
    List<String> conflicts = files.conflicts();
    List<String> leftovers = new ArrayList<>(Leftovers.among(network.processes()));
    Map<String, String> afterwards = afterwards();
    leftovers.addAll(Leftovers.of(files.runs()));
    return new CellResult(
        cell,
        isSet,
        new CellResult.Verdicts(failures, afterwards),
        knew,
        new CellTraces(conflicts, leftovers, said));
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
    Map<String, String> failures = new HashMap<>();
    try (ApartHosts hosts = new ApartHosts(files, network)) {
      hosts.start(AfterwardsTestCase.class);
      for (String host : CellResult.HOSTS) {
        failures.put(host, hosts.failure(host, PATIENCE));
      }
    }
    return failures;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    network.close();
  }
}
