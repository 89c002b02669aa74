package org.multihost.migration.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.multihost.migration.internal.jupiter.HostInMemory;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.time.Time;

/** Whole tests on two hosts of this JVM, with the driver of counters and the real extension. */
@Timeout(120)
class CounterMigrationTests {

  @TempDir Path reports;

  @Test
  void aTestMigratesCountersWithoutKnowingTheDriver() {
    try (RendezvousRun run = RendezvousRuns.inMemory()) {
      List<CompletableFuture<TestExecutionSummary>> hosts = new ArrayList<>();
      for (String host : List.of("source", "destination")) {
        HostConnection connection = run.join(host);
        CompletableFuture<TestExecutionSummary> end = new CompletableFuture<>();
        hosts.add(end);
        new Thread(() -> end.complete(summary(connection)), "host " + host).start();
      }
      assertThat(hosts)
          .allSatisfy(
              end -> {
                TestExecutionSummary summary = end.get(100, TimeUnit.SECONDS);
                assertThat(summary.getFailures()).isEmpty();
                assertThat(summary.getTestsSucceededCount()).isEqualTo(3);
              });
    }
  }

  private TestExecutionSummary summary(HostConnection connection) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try (HostInMemory host = new HostInMemory(connection, Time.system(), new CounterProvider())) {
      host.run(
          CountingTestCase.class, Map.of("multihost.report.dir", reports.toString()), listener);
    }
    return listener.getSummary();
  }
}
