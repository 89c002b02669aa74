package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.wire.RebuiltThrowable;

/** A time-out of JUnit's on one host, which every host reports as the first cause. */
final class TimeoutOfJUnitTests {

  private static final String LIMIT = "junit.jupiter.execution.timeout.";

  private static void hangOnB(Hosts hosts) throws InterruptedException {
    if (hosts.isSelf("b")) {
      new CountDownLatch(1).await();
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class OwnCodeTestCase {
    @Test
    void hangs(Hosts hosts, Rendezvous rendezvous) throws InterruptedException {
      hangOnB(hosts);
      rendezvous.barrier("ready");
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class WaitTestCase {
    @Test
    void waits(Hosts hosts, Rendezvous rendezvous) throws InterruptedException {
      if (hosts.isSelf("b")) {
        rendezvous.barrier("ready");
      } else {
        new CountDownLatch(1).await();
      }
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class BeforeEachTestCase {
    @BeforeEach
    void prepare(Hosts hosts) throws InterruptedException {
      hangOnB(hosts);
    }

    @Test
    void meets(Rendezvous rendezvous) {
      rendezvous.barrier("ready");
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class BeforeAllTestCase {
    @BeforeAll
    static void prepare(Hosts hosts) throws InterruptedException {
      hangOnB(hosts);
    }

    @Test
    void meets(Rendezvous rendezvous) {
      rendezvous.barrier("ready");
    }
  }

  @Test
  void ofTheTestsOwnCode() throws IOException {
    verify(run(OwnCodeTestCase.class, "test.method", "SAME_THREAD"));
  }

  @Test
  void ofTheTestsOwnCodeInAThreadOfItsOwn() throws IOException {
    verify(run(OwnCodeTestCase.class, "test.method", "SEPARATE_THREAD"));
  }

  @Test
  void ofAWaitForAnotherHost() throws IOException {
    verify(run(WaitTestCase.class, "test.method", "SAME_THREAD"));
  }

  @Test
  void ofTheSetUpOfATest() throws IOException {
    verify(run(BeforeEachTestCase.class, "beforeeach.method", "SAME_THREAD"));
  }

  @Test
  void ofTheSetUpOfAClass() throws IOException {
    verify(run(BeforeAllTestCase.class, "beforeall.method", "SAME_THREAD"));
  }

  private static TwoHosts run(Class<?> testClass, String limited, String threadMode)
      throws IOException {
    return TwoHosts.prepare()
        .withOn("b", LIMIT + limited + ".default", "1 s")
        .withOn("b", LIMIT + "thread.mode.default", threadMode)
        .launch(testClass);
  }

  private static void verify(TwoHosts hosts) {
    assertThat(hosts.failures("b"))
        .hasOnlyElementsOfType(TimeoutException.class)
        .anySatisfy(own -> assertThat(own).hasMessageEndingWith("timed out after 1 second"));
    assertThat(hosts.failures("a"))
        .isNotEmpty()
        .allSatisfy(
            failure -> {
              assertThat(failure)
                  .isInstanceOf(PeerFailedException.class)
                  .hasMessageStartingWith("Host [b] failed while doing [")
                  .hasMessageNotContaining("interrupted]");
              assertThat(((RebuiltThrowable) failure.getCause()).originalType())
                  .isEqualTo(TimeoutException.class.getName());
            });
    assertThat(hosts.tests("a", Status.SUCCESSFUL)).isEmpty();
    assertThat(hosts.console().filter(line -> line.startsWith("[a] ")))
        .filteredOn(line -> line.contains("BROKEN"))
        .isNotEmpty()
        .allMatch(line -> line.contains("TimeoutException"));
  }
}
