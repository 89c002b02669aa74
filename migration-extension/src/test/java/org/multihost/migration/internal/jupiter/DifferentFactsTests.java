package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;

/** Hosts whose invocations have other arguments, or whose dynamic tests have other names. */
final class DifferentFactsTests {

  private static Stream<String> names() {
    return isHost("a") ? Stream.of("alpha") : Stream.of("beta");
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class HiddenArgumentsTestCase {
    static Stream<String> names() {
      return DifferentFactsTests.names();
    }

    @ParameterizedTest(name = "run {index}")
    @MethodSource("names")
    void takes(String name) {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  @ParameterizedClass
  @MethodSource("names")
  static final class ParameterizedTestCase {
    static Stream<String> names() {
      return DifferentFactsTests.names();
    }

    @Parameter String name;

    @Nested
    final class Inner {
      @Test
      void takesIt() {}
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class DynamicNamesTestCase {
    @TestFactory
    Stream<DynamicTest> named() {
      return Stream.concat(Stream.of("same"), names()).map(name -> dynamicTest(name, () -> {}));
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class DynamicCountTestCase {
    @TestFactory
    Stream<DynamicTest> counted() {
      return Stream.of("same", "more")
          .limit(isHost("a") ? 1 : 2)
          .map(name -> dynamicTest(name, () -> {}));
    }
  }

  @Test
  void everyHostFailsAtOnceAndListsThem() throws IOException {
    TwoHosts hosts =
        TwoHosts.run(
            HiddenArgumentsTestCase.class,
            ParameterizedTestCase.class,
            DynamicNamesTestCase.class,
            DynamicCountTestCase.class,
            HealthyTestCase.class);

    String[] both = {"only on [a]: [", "\"alpha\"", "only on [b]: [", "\"beta\""};
    assertDifferent(hosts, HiddenArgumentsTestCase.class, both);
    assertDifferent(hosts, ParameterizedTestCase.class, both);
    assertDifferent(
        hosts, DynamicNamesTestCase.class, "dynamic test #2", "[alpha]", "[beta]", "[a]", "[b]");
    // Host [a] waits at the end of the test, or has finished it already.
    assertDifferent(
        hosts, DynamicCountTestCase.class, "dynamic test #2", "[b] waits at", "[a], which ");
    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host, HealthyTestCase.class)).isEmpty();
    }
  }

  private static void assertDifferent(TwoHosts hosts, Class<?> type, String... words) {
    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host, type))
          .as(type.getSimpleName() + " on " + host)
          .isNotEmpty()
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(WrongBarrierException.class)
                      .hasMessageContainingAll(words));
    }
  }

  /** Its text differs from one instance to the next. */
  private static final class Opaque {}

  /** A record whose second component cannot be written down. */
  private record Setting(String name, Object value) {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class SameArgumentsTestCase {
    static Stream<Object> arguments() {
      Map<String, Integer> sizes = Map.of("a", 1, "b", 2, "c", 3);
      return Stream.of(
          new Opaque(), new Setting("x", new Opaque()), new int[] {1}, sizes, "x".repeat(100_000));
    }

    @ParameterizedTest(name = "run {index}")
    @MethodSource("arguments")
    void takes(Object argument) {}

    @TestFactory
    Stream<DynamicNode> factory() {
      return Stream.of(dynamicTest("of " + new Opaque(), () -> {}));
    }
  }

  @Test
  void whatCannotBeWrittenDownIsTakenForTheSame() throws IOException {
    TwoHosts hosts = TwoHosts.run(SameArgumentsTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(6);
    }
  }
}
