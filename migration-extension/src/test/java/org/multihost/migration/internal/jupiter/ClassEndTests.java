package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.assertFailedElsewhere;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.assertFailedItself;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.failOnB;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.TwoTests;

/** What fails on one host when the tests of a class are over. */
final class ClassEndTests {

  @MultihostMigration(hosts = {"a", "b"})
  static final class AfterAllTestCase extends TwoTests {
    @AfterAll
    static void cleanUp() {
      failOnB();
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class LaterAfterAllTestCase extends TwoTests {
    @RegisterExtension static final AfterAllCallback FAILING = context -> failOnB();
  }

  static final class FailingLast implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
      failOnB();
    }
  }

  @ExtendWith(FailingLast.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class EarlierAfterAllTestCase extends TwoTests {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        AfterAllTestCase.class,
        LaterAfterAllTestCase.class,
        EarlierAfterAllTestCase.class
      })
  void whatFailsAfterAllTestsFailsTheClassOnEveryHostAndNoTest(Class<?> failing)
      throws IOException {
    TwoHosts hosts = TwoHosts.run(failing, HealthyTestCase.class);

    assertFailedItself(hosts.failures("b"));
    assertFailedElsewhere(hosts.failures("a"));
    assertThat(hosts.console().filter(line -> line.startsWith("[a] ")))
        .filteredOn(line -> line.contains("BROKEN: Host [b] failed"))
        .hasSize(1);
    for (String host : List.of("a", "b")) {
      assertThat(hosts.containers(host, Status.FAILED))
          .singleElement()
          .asString()
          .endsWith(failing.getSimpleName() + "]");
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

  /** Puts something into the store of the class that fails when JUnit closes it. */
  static final class FailingResource implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      AutoCloseable resource = OneHostFailsTests::failOnB;
      context.getStore(Namespace.create(FailingResource.class)).put("resource", resource);
    }
  }

  @ExtendWith(FailingResource.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class EarlierResourceTestCase extends TwoTests {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class LaterResourceTestCase extends TwoTests {
    @RegisterExtension static final FailingResource FAILING = new FailingResource();
  }

  /**
   * JUnit tells no extension of it, and the class has ended on the other host, or is about to: its
   * thread may not have seen yet that all hosts are at the end of the class.
   */
  @ParameterizedTest
  @ValueSource(classes = {EarlierResourceTestCase.class, LaterResourceTestCase.class})
  void whatFailsWhenTheStoreOfTheClassIsClosedFailsEveryHostAndNoTest(Class<?> failing)
      throws IOException {
    TwoHosts hosts = TwoHosts.run(failing, HealthyTestCase.class);

    assertFailedElsewhere(hosts.failures("a"));
    assertThat(hosts.containers("a", Status.FAILED))
        .singleElement()
        .asString()
        .matches(id -> id.equals("[engine:junit-jupiter]") || id.contains(failing.getSimpleName()));
    assertThat(hosts.containers("b", Status.FAILED))
        .singleElement()
        .asString()
        .endsWith(failing.getSimpleName() + "]");
    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class AbortingAfterAllTestCase extends TwoTests {
    @AfterAll
    static void cleanUp() {
      assumeFalse(isHost("b"), "b cannot clean up");
    }
  }

  @Test
  void anAssumptionThatFailsAfterAllTestsAbortsTheClassOnEveryHostAndNoTest() throws IOException {
    TwoHosts hosts = TwoHosts.run(AbortingAfterAllTestCase.class, HealthyTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.containers(host, Status.ABORTED))
          .singleElement()
          .asString()
          .endsWith("AbortingAfterAllTestCase]");
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
      assertThat(hosts.console())
          .noneMatch(line -> line.contains("FAILED"))
          .anyMatch(
              line -> line.matches("\\[" + host + "] \\S+ ABORTED in (@AfterAll|the end) of .*"));
    }
  }

  /** Fails on [b] after the last meeting of a test, and then on [a] after that of the class. */
  static final class FailingOnEach implements AfterEachCallback, AfterAllCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      if (context.getDisplayName().equals("first()")) {
        failOnB();
      }
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (isHost("a")) {
        throw new IllegalStateException("only on a: no network");
      }
    }
  }

  @ExtendWith(FailingOnEach.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class BothFailingTestCase extends TwoTests {}

  @Test
  void theFailureOfAClassThatHasFailedBecauseOfAnotherHostFailsItOnThatHost() throws IOException {
    TwoHosts hosts = TwoHosts.run(BothFailingTestCase.class);

    assertThat(hosts.containers("b", Status.FAILED))
        .singleElement()
        .asString()
        .endsWith("BothFailingTestCase]");
    assertThat(hosts.failures("b"))
        .hasSize(2)
        .last()
        .asString()
        .contains("Host [a] failed", "only on a: no network");
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class NestedTestCase extends TwoTests {
    @Nested
    final class Inner extends TwoTests {
      @AfterAll
      static void cleanUp() {
        failOnB();
      }
    }
  }

  @Test
  void theConsoleOfAHostSaysThatItFailedAfterTheTestsOfANestedClass() throws IOException {
    assertThat(TwoHosts.run(NestedTestCase.class).console())
        .filteredOn(line -> line.startsWith("[b] ") && line.contains("FAILED in "))
        .first()
        .asString()
        .contains("FAILED in @AfterAll of [Inner]: ");
  }
}
