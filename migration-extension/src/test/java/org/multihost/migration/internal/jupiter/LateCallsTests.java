package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;

/** Calls of what a test was given, after its end: kept in a field, or by a thread of its own. */
@Timeout(120)
final class LateCallsTests {

  /** A call that the test keeps, on each host. */
  private static final Map<String, Runnable> KEPT = new ConcurrentHashMap<>();

  @TempDir Path reports;

  private static void keep(Runnable call) {
    KEPT.put(Thread.currentThread().getName(), call);
  }

  /** Calls on the source, on a thread of its own, which catches what that throws. */
  private static void callOnSource() {
    if (HostsInMemory.isHost("source")) {
      Runnable kept = KEPT.get("host source");
      Thread own = new Thread(() -> catchThrowable(kept::run), "own");
      own.start();
      assertThat(catchThrowable(own::join)).isNull();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  abstract static class Keeping {
    @Test
    @Order(1)
    void first(Migrations migrations, Rendezvous rendezvous) {
      MigrationBuilder migration = migrations.migrate();
      keep(() -> call(migration, rendezvous));
    }

    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      migration.run();
    }
  }

  abstract static class CallingAtTheEnd extends Keeping {
    @AfterAll
    static void end() {
      callOnSource();
    }
  }

  static final class RunTestCase extends CallingAtTheEnd {}

  static final class StartTestCase extends CallingAtTheEnd {
    @Override
    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      migration.start();
    }
  }

  static final class BarrierTestCase extends CallingAtTheEnd {
    @Override
    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      rendezvous.barrier("late");
    }
  }

  static final class ExchangeTestCase extends CallingAtTheEnd {
    @Override
    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      rendezvous.exchange("late", 1);
    }
  }

  static final class AwaitTestCase extends CallingAtTheEnd {
    @Override
    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      rendezvous.await("late", String.class);
    }
  }

  static final class PublishTestCase extends CallingAtTheEnd {
    @Override
    void call(MigrationBuilder migration, Rendezvous rendezvous) {
      rendezvous.publish("late", 1);
    }
  }

  static final class InTheNextTestTestCase extends Keeping {
    @Test
    @Order(2)
    void second(Rendezvous rendezvous) {
      callOnSource();
      rendezvous.barrier("both have come so far");
    }
  }

  /** Calls when the hosts have met after the last test. */
  static final class CallsAfterAll implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
      callOnSource();
    }
  }

  @ExtendWith(CallsAfterAll.class)
  abstract static class CalledAround extends Keeping {}

  static final class AfterTheLastMeetingTestCase extends CalledAround {}

  @MultihostMigration
  static final class NextTestCase {
    @Test
    void next() {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunTestCase.class,
        StartTestCase.class,
        BarrierTestCase.class,
        ExchangeTestCase.class,
        AwaitTestCase.class,
        PublishTestCase.class,
        InTheNextTestTestCase.class,
        AfterTheLastMeetingTestCase.class
      })
  void failTheClassOnEveryHost(Class<?> type) throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      var ends = hosts.run(type, NextTestCase.class);

      ends.forEach(
          (host, on) -> {
            assertThat(on.tests(Status.FAILED)).as("tests on " + host).isEmpty();
            assertThat(on.tests(Status.SUCCESSFUL)).contains("first", "next");
            assertThat(on.failures()).as("failures on " + host).hasSize(1);
          });
      assertThat(ends.get("source").failures().get(0))
          .hasMessageContainingAll("the test [first] is over");
      Throwable elsewhere = ends.get("destination").failures().get(0);
      assertThat(elsewhere instanceof Error ? elsewhere.getCause() : elsewhere)
          .isInstanceOf(PeerFailedException.class)
          .hasMessageContainingAll("Host [source] failed", "the test [first] is over");
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static final class JoinTestCase {
    @Test
    void first(Migrations migrations) {
      Migration migration = migrations.migrate().start();
      keep(migration::join);
    }

    @AfterAll
    static void end() {
      KEPT.get(Thread.currentThread().getName()).run();
    }
  }

  @Test
  void theResultOfAMigrationThatHasEndedIsThereAfterItsTest() throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      hosts.run(JoinTestCase.class).forEach((host, ends) -> assertThat(ends.failures()).isEmpty());
    }
  }

  /** A test that has failed, whose thread goes on. */
  static final class FailedTestCase extends CallingAtTheEnd {
    @Test
    @Order(1)
    @Override
    void first(Migrations migrations, Rendezvous rendezvous) {
      super.first(migrations, rendezvous);
      assertThat(HostsInMemory.isHost("source")).as("not on the source").isFalse();
    }
  }

  @Test
  void addNothingToTheFailureOfTheirTest() throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      hosts
          .run(FailedTestCase.class)
          .forEach(
              (host, ends) -> {
                assertThat(ends.tests(Status.FAILED)).containsExactly("first");
                assertThat(ends.failures()).hasSize(1);
              });
    }
  }
}
