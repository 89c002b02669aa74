package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.wire.UnsoundException;
import org.multihost.migration.internal.wire.UnsoundException.Fault;

/** Exceptions that JUnit cannot handle: each host's copy of the test fails with the real cause. */
final class UnsoundFailuresTests {

  private static Fault fault = Fault.NO_TRACE;

  private static void failOnB() {
    if (isHost("b")) {
      throw new UnsoundException(fault);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class MethodTestCase {
    @Test
    void fails() {
      failOnB();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofAMethodFailTheTestOnEveryHost(Fault each) throws IOException {
    fault = each;

    TwoHosts hosts = TwoHosts.run(MethodTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.FAILED)).singleElement();
      assertThat(hosts.containers(host, Status.FAILED)).isEmpty();
    }
    assertThat(hosts.failures("a"))
        .singleElement()
        .isInstanceOf(PeerFailedException.class)
        .asString()
        .contains("Host [b] failed", UnsoundException.class.getName() + ": the real cause");
    assertThat(hosts.failures("b"))
        .singleElement()
        .hasToString(UnsoundException.class.getName() + ": the real cause");
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class ConstructorTestCase {
    ConstructorTestCase() {
      failOnB();
    }

    @Test
    void never() {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class BeforeAllTestCase {
    @BeforeAll
    static void setUp() {
      failOnB();
    }

    @Test
    void never() {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class AfterAllTestCase {
    @Test
    void only() {}

    @AfterAll
    static void cleanUp() {
      failOnB();
    }
  }

  @Test
  void fromOutsideOfAMethodHaveTheRealCauseOnEveryHost() throws IOException {
    fault = Fault.NO_TRACE;

    TwoHosts hosts =
        TwoHosts.run(ConstructorTestCase.class, BeforeAllTestCase.class, AfterAllTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host))
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(each -> assertThat(each).hasMessageContaining("the real cause"));
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static final class StepTestCase {
    @Test
    void checks(Migrations migrations) {
      migrations
          .migrate()
          .checkWork(
              work -> {
                throw new UnsoundException(fault);
              })
          .run();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_TRACE", "ENDLESS_CAUSES"})
  void ofAStepFailTheTestOnEveryHost(Fault each, @TempDir Path reports) throws Exception {
    fault = each;

    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      Map<String, HostsInMemory.Ends> ends = hosts.run(StepTestCase.class);

      for (String host : HostsInMemory.HOSTS) {
        assertThat(ends.get(host).failures())
            .as(host)
            .singleElement()
            .satisfies(failure -> assertThat(failure).hasMessageContaining("the real cause"));
        assertThat(ends.get(host).tests(Status.FAILED)).as(host).containsExactly("checks");
      }
    }
  }
}
