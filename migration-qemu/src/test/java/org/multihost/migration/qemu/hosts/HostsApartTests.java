package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;

/** Three hosts, each on a machine of its own as far as its network and its directory go. */
@NeedsQemu
@Timeout(600)
class HostsApartTests {

  private static final long PATIENCE = 240;
  private static final List<String> HOSTS = List.of("source", "destination", "bystander");

  @TempDir Path directory;

  private NetworkNamespaces network;
  private final Map<String, HostProcess> running = new LinkedHashMap<>();

  @BeforeEach
  public void connect() throws Exception {
    network = NetworkNamespaces.connect(HOSTS);
  }

  @AfterEach
  void disconnect() throws Exception {
    running.values().forEach(HostProcess::close);
    if (network != null) {
      network.close();
    }
  }

  private HostProcess start(String host, Class<?> testClass) throws IOException {
    String table =
        HOSTS.stream().map(h -> h + "=" + network.address(h)).collect(Collectors.joining(","));
    HostProcess started =
        HostLaunch.of(host, table, Files.createDirectory(directory.resolve(host)))
            .by(network.on(host))
            .start(testClass);
    running.put(host, started);
    return started;
  }

  private void assertAllSucceed() throws InterruptedException {
    for (HostProcess host : running.values()) {
      assertThat(host.output(PATIENCE)).contains("tests: 1 successful");
      assertThat(host.exitCode()).isZero();
    }
    assertThat(running.get("source").output(PATIENCE)).contains("COMPLETED in");
    assertNothingRuns();
  }

  /** No JVM and no QEMU, not even on the host that nobody reaches. */
  private void assertNothingRuns() {
    await().atMost(Duration.ofSeconds(10)).until(() -> network.processes().isEmpty());
  }

  /** What a host has left in its own directory, two levels deep: the run and its hosts. */
  private List<String> reportsOf(String host) throws IOException {
    Path reports = directory.resolve(host).resolve("multihost-reports");
    try (Stream<Path> entries = Files.walk(reports, 2)) {
      return entries
          .filter(entry -> reports.relativize(entry).getNameCount() == 2)
          .map(entry -> reports.relativize(entry).toString())
          .toList();
    }
  }

  @Test
  void theyMeetAndMigrateThoughTheFirstHostComesLast() throws Exception {
    start("bystander", ThreeHostsTestCase.class).awaitLine("waits for", PATIENCE);
    start("destination", ThreeHostsTestCase.class).awaitLine("waits for", PATIENCE);
    start("source", ThreeHostsTestCase.class);

    assertAllSucceed();
    String run = Path.of(reportsOf("source").get(0)).getParent().toString();
    List<String> first = new ArrayList<>(List.of("report.html", "report.json", "trace.json"));
    first.addAll(HOSTS); // the first host has the recordings of all
    assertThat(reportsOf("source"))
        .containsExactlyInAnyOrderElementsOf(first.stream().map(each -> run + "/" + each).toList());
    for (String host : List.of("destination", "bystander")) {
      assertThat(reportsOf(host)).containsExactly(run + "/" + host);
    }
  }
}
