package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** The lines on the console of a host that a person has started. */
final class OnePerHostConsoleTests {

  @MultihostMigration(hosts = {"a", "b"})
  static final class UnfitTestCase {
    @Test
    @Disabled("bug 4711")
    void disabled() {}

    @Test
    void assumes(Hosts hosts, Rendezvous rendezvous) {
      assumeFalse(hosts.isSelf("b"), "no huge pages on b");
      rendezvous.barrier("ready");
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class MeetingTestCase {
    @Test
    void meets() {}
  }

  @Test
  void haveTheReasonOfASkipAndOfAnAbort() throws IOException {
    TwoHosts hosts = TwoHosts.run(UnfitTestCase.class);

    List<String> lines = hosts.console().toList();
    for (String host : List.of("a", "b")) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith("[" + host + "] "))
          .filteredOn(line -> line.contains("bug 4711"))
          .first()
          .asString()
          .matches(".* SKIPPED: \\[disabled\\(\\)]: bug 4711");
    }
    assertThat(lines)
        .noneMatch(line -> line.contains("BROKEN"))
        .anyMatch(line -> line.matches("\\[a] \\S+ ABORTED: Host \\[b] .*no huge pages on b"))
        .anyMatch(line -> line.matches("\\[b] \\S+ ABORTED in .*no huge pages on b"));
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class CatchingTestCase {
    @Test
    void catches(Hosts hosts, Rendezvous rendezvous) throws InterruptedException {
      if (hosts.isSelf("b")) {
        Thread beside =
            new Thread(
                () ->
                    assertThatThrownBy(() -> rendezvous.barrier("never", Duration.ofMillis(100)))
                        .isNotNull());
        beside.start();
        beside.join();
      } else {
        rendezvous.await("nothing", String.class);
      }
    }
  }

  @Test
  void sayThatAHostsOwnThreadHasFailedAndNotAnotherHost() throws IOException {
    TwoHosts hosts = TwoHosts.run(CatchingTestCase.class);

    assertThat(hosts.console())
        .anyMatch(line -> line.matches("\\[a] \\S+ BROKEN: Host \\[b] failed .*"))
        .anyMatch(line -> line.matches("\\[b] \\S+ FAILED: Host \\[b] failed .*"))
        .noneMatch(line -> line.startsWith("[b] ") && line.contains("BROKEN"));
  }

  @Test
  void endWithTheReportOfAllHostsOnTheFirst() throws IOException {
    TwoHosts hosts = TwoHosts.run(MeetingTestCase.class);

    List<String> ends = hosts.console().filter(line -> line.contains(" Report: ")).toList();
    assertThat(ends).singleElement().asString().startsWith("[a] ");
    Path page = Path.of(ends.get(0).substring(ends.get(0).indexOf("Report: ") + 8));
    assertThat(page.resolveSibling("report.json"))
        .content()
        .contains("\"name\":\"a\"", "\"name\":\"b\"", "\"verdict\":\"SUCCESSFUL\"");
  }

  @Test
  void sayWhomTheFirstHostWaitsFor() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .with("multihost.timeout.join", "1 s")
            .launch(Map.of("a", List.of(List.of(MeetingTestCase.class)), "b", List.of()));

    assertThat(hosts.console())
        .anyMatch(
            line ->
                line.startsWith("[a] ")
                    && line.endsWith(
                        "Host [a] waits for [b] at class ["
                            + MeetingTestCase.class.getName()
                            + "], for up to [1 s]"));
  }

  @Test
  void sayOnTheFirstHostThatTheSecretOfAnotherDiffers() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .withOn("a", "multihost.timeout.join", "30 s")
            .withOn("a", "multihost.secret", "of a")
            .withOn("b", "multihost.secret", "of b")
            .launch(MeetingTestCase.class);

    assertThat(hosts.failures("b"))
        .allSatisfy(
            failure -> assertThat(failure).isInstanceOf(MultihostConfigurationException.class));
    assertThat(hosts.failures("a"))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(BarrierTimeoutException.class)
                    .hasMessageContaining("missing: [b], never seen in this run")
                    .hasMessageContaining("set the same multihost.secret on every host"));
    assertThat(hosts.console())
        .filteredOn(line -> line.contains("was turned away: it did not show the run's secret"))
        .anyMatch(line -> line.startsWith("[a] ") && line.contains("a process from [127.0.0.1]"));
  }

  @Test
  void nameTheSettingsOfAVmThatNoClassHas() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare().with("multihost.vm.vm2.memory", "64 MiB").launch(MeetingTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.console())
          .filteredOn(line -> line.contains("[multihost.vm.vm2.memory]"))
          .filteredOn(line -> line.contains("is of no use here"))
          .filteredOn(line -> line.startsWith("[" + host + "] "))
          .hasSize(1);
    }
  }
}
