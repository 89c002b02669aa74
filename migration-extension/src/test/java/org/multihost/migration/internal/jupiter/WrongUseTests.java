package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;

/** What a user gets wrong, and what the extension says to it. */
class WrongUseTests {

  @MultihostMigration(hosts = "only")
  static final class MeetingTestCase {
    @Test
    void meets() {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class MachineTestCase {
    @Test
    void neverRuns() {}
  }

  @MultihostMigration(hosts = {"only", "other"})
  static final class OtherHostsTestCase {
    @Test
    void neverRuns() {}
  }

  /** Less than the five minutes for which a host waits for the others. */
  private static final Duration SOON = Duration.ofMinutes(2);

  /** The one failure of a class, which must come soon: a person waits for it. */
  private static Throwable refused(Class<?> testClass, Map<String, String> parameters) {
    JupiterRun run = JupiterRun.of(testClass, parameters);
    assertThat(run.failures()).hasSize(1);
    assertThat(run.duration()).isLessThan(SOON);
    return run.failures().get(0);
  }

  @Test
  void runsOneHostAlone() throws IOException {
    JupiterRun run = JupiterRun.of(MeetingTestCase.class, OneHost.only());

    assertThat(run.failures()).isEmpty();
    assertThat(run.successful()).containsExactly("meets()");
  }

  @Test
  void saysThatNoDriverIsThere() throws IOException {
    Throwable failure = refused(MachineTestCase.class, OneHost.only());

    assertThat(failure)
        .isInstanceOf(MultihostConfigurationException.class)
        .asString()
        .contains("No virtual machine driver", "org.multihost:migration-qemu");
  }

  @Test
  void saysWhichSettingIsWrong() throws IOException {
    Throwable failure =
        refused(MeetingTestCase.class, OneHost.only("multihost.timeout.join", "90"));

    assertThat(failure)
        .asString()
        .contains("[multihost.timeout.join]", "[90]", "JUnit configuration parameter", "[90 s]");
  }

  @Test
  void saysWhichSettingIsMisspeltWhereverItStands() throws IOException {
    Throwable failure =
        refused(MeetingTestCase.class, OneHost.only("multihost.timeout.jion", "1 s"));

    assertThat(failure)
        .asString()
        .contains("[multihost.timeout.jion]", "JUnit configuration parameter", "join");
  }

  @Test
  void saysWhichHostIsUnknown() throws IOException {
    Throwable failure = refused(MeetingTestCase.class, OneHost.only("multihost.host", "onyl"));

    assertThat(failure).asString().contains("[onyl]", "[only]");
  }

  @Test
  void saysWhichHostsOfTheClassAreMissing() throws IOException {
    Throwable failure = refused(OtherHostsTestCase.class, OneHost.only());

    assertThat(failure).asString().contains("missing: [other]", "[multihost.missing-hosts]");
  }

  @Test
  void skipsAClassWithMissingHostsWhereThatIsWanted() throws IOException {
    JupiterRun run =
        JupiterRun.of(OtherHostsTestCase.class, OneHost.only("multihost.missing-hosts", "skip"));

    assertThat(run.failures()).isEmpty();
    assertThat(run.skipped()).singleElement().asString().contains("[other]");
  }

  @Test
  void saysThatTheOthersCannotReachANameThatIsTheLoopbackAddressHere() throws IOException {
    Throwable failure =
        refused(
            OtherHostsTestCase.class,
            OneHost.only("multihost.hosts", "only=localhost,other=192.0.2.1"));

    assertThat(failure)
        .isInstanceOf(MultihostConfigurationException.class)
        .asString()
        .contains("[only]", "[localhost]", "loopback", "[other]", "address instead of its name");
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Map<String, String> parameters =
          OneHost.only("multihost.hosts", "only=127.0.0.1:" + taken.getLocalPort());

      Throwable failure = refused(MeetingTestCase.class, parameters);

      assertThat(failure)
          .isInstanceOf(MultihostConfigurationException.class)
          .asString()
          .contains(String.valueOf(taken.getLocalPort()), "multihost.port", "-DforkCount=1");
    }
  }

  @Test
  void neverRunsAsASingleHostWhenTheEngineIsFilteredOut() {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(MeetingTestCase.class))
                  .filters(EngineFilter.includeEngines("junit-jupiter"))
                  .build(),
              summary);
    }

    assertThat(summary.getSummary().getTestsStartedCount()).isZero();
    assertThat(summary.getSummary().getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasMessageContaining("[multihost]")
                    .hasMessageContaining("-Dmultihost.host=NAME"));
  }
}
