package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.multihost.migration.HostRole;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** One instance for all tests is made before the class is entered. */
class PerClassTests {

  @MultihostMigration(hosts = {"only"})
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class HostsInConstructorTestCase {

    private final Hosts hosts;
    private final HostRole role;

    HostsInConstructorTestCase(Hosts hosts, HostRole role) {
      this.hosts = hosts;
      this.role = role;
    }

    @Test
    void knowsItsHost() {
      assertThat(hosts.self()).isEqualTo("only");
      assertThat(role).isEqualTo(HostRole.SOURCE);
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Inner {

      private final Hosts inner;

      Inner(Hosts inner) {
        this.inner = inner;
      }

      @Test
      void knowsItsHostToo() {
        assertThat(inner.names()).containsExactly("only");
      }
    }
  }

  @MultihostMigration(hosts = {"only"})
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class RendezvousInConstructorTestCase {

    RendezvousInConstructorTestCase(Rendezvous rendezvous) {
      rendezvous.barrier("never");
    }

    @Test
    void neverRuns() {}
  }

  @Test
  void theConstructorCanTakeTheHosts() throws IOException {
    JupiterRun run = JupiterRun.of(HostsInConstructorTestCase.class, OneHost.only());

    assertThat(run.failures()).isEmpty();
    assertThat(run.successful()).containsExactlyInAnyOrder("knowsItsHost()", "knowsItsHostToo()");
  }

  @Test
  void theConstructorIsToldWhatItCanTake() throws IOException {
    JupiterRun run = JupiterRun.of(RendezvousInConstructorTestCase.class, OneHost.only());

    assertThat(run.failures())
        .singleElement()
        .asString()
        .contains("[Rendezvous]", "not in a constructor");
  }

  @Test
  void theConstructorIsToldThatThisIsNoHost() {
    JupiterRun run = JupiterRun.ofJupiterOnly(HostsInConstructorTestCase.class);

    assertThat(run.failures()).singleElement().asString().contains("-Dmultihost.host=NAME");
  }

  @Test
  void theConstructorIsToldWhichSettingIsWrong() throws IOException {
    JupiterRun run =
        JupiterRun.of(
            HostsInConstructorTestCase.class, OneHost.only("multihost.timeout.join", "90"));

    assertThat(run.failures()).singleElement().asString().contains("[multihost.timeout.join]");
  }
}
