package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class that one host skips, as where its hypervisor is not installed. */
final class SkippedClassTests {

  private static final String REASON = "no hypervisor on b";
  private static final List<String> RAN = new CopyOnWriteArrayList<>();

  static final class OnlyOnA implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return isHost("b") && context.getTestMethod().isEmpty() && context.getTestClass().isPresent()
          ? ConditionEvaluationResult.disabled(REASON)
          : ConditionEvaluationResult.enabled("here");
    }
  }

  @ExtendWith(OnlyOnA.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class OnlyOnATestCase {

    @BeforeAll
    static void beforeAll(Hosts hosts) {
      RAN.add("@BeforeAll");
    }

    @AfterAll
    static void afterAll(Hosts hosts) {
      RAN.add("@AfterAll");
    }

    @Test
    void plain() {
      RAN.add("test");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterized(int number) {}

    @Nested
    final class Inner {
      @Test
      void inner() {}
    }
  }

  /** A build tool counts and shows what is skipped, and nothing of a class that aborts. */
  @Test
  void isSkippedTestByTestOnTheOthersWithTheReason() throws IOException {
    RAN.clear();

    TwoHosts hosts = TwoHosts.run(OnlyOnATestCase.class, OneHostFailsTests.HealthyTestCase.class);

    assertThat(hosts.skipped("b")).hasSize(1).containsValue(REASON);
    assertThat(hosts.skipped("a")).containsOnlyKeys("plain()", "parameterized(int)", "Inner");
    assertThat(hosts.skipped("a").values())
        .allSatisfy(reason -> assertThat(reason).contains("[b]", REASON));
    assertThat(hosts.containers("a", Status.ABORTED)).hasSize(1);
    assertThat(RAN).isEmpty();
    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(2);
      assertThat(hosts.console().filter(line -> line.startsWith("[" + host + "] ")))
          .filteredOn(line -> line.contains("SKIPPED"))
          .singleElement()
          .asString()
          .endsWith(REASON);
    }
  }
}
