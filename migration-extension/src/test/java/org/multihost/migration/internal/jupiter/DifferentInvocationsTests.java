package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.TwoTests;

/**
 * Hosts that run other invocations, other arguments or another order of classes than the others.
 */
final class DifferentInvocationsTests {

  @MultihostMigration(hosts = {"a", "b"})
  static final class DifferentCountTestCase {
    static IntStream numbers() {
      return IntStream.range(0, isHost("a") ? 2 : 3);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void meets(int number) {}
  }

  @Test
  void oneInvocationMoreOnOneHostIsAnErrorOnAllThatSaysWhoIsWhere() throws IOException {
    TwoHosts hosts = TwoHosts.run(DifferentCountTestCase.class, HealthyTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host))
          .isNotEmpty()
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(WrongBarrierException.class)
                      .hasMessageContainingAll(
                          "[b] waits at the start of test [",
                          "[test-template-invocation:#3]",
                          "[a]",
                          "the end of class ["));
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class DifferentArgumentsTestCase {
    static Stream<String> names() {
      return isHost("a") ? Stream.of("alpha", "beta") : Stream.of("beta", "alpha");
    }

    @ParameterizedTest
    @MethodSource("names")
    void same(String name) {}
  }

  @Test
  void differentArgumentsOfOneInvocationAreAnErrorOnAllThatListsThem() throws IOException {
    TwoHosts hosts = TwoHosts.run(DifferentArgumentsTestCase.class, HealthyTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.FAILED)).hasSize(2);
      assertThat(hosts.failures(host).get(0))
          .isInstanceOf(WrongBarrierException.class)
          .hasMessageContainingAll("only on [a]: [", "alpha", "only on [b]: [", "beta");
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(2);
    }
  }

  /** Its default text differs from one JVM to the other, and from one instance to the next. */
  private static final class Opaque {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class OpaqueArgumentsTestCase {
    static Stream<Object> arguments() {
      Runnable lambda = () -> {};
      return Stream.of(new Opaque(), lambda, new int[] {1}, List.of(new Opaque()));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void takes(Object argument) {}
  }

  @Test
  void argumentsWithoutATextOfTheirOwnAreTakenForTheSame() throws IOException {
    TwoHosts hosts = TwoHosts.run(OpaqueArgumentsTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class LaterClassTestCase extends TwoTests {}

  @Test
  void theOrderOfTheClassesIsComparedAndTheErrorSaysWhatToDo() throws IOException {
    List<Class<?>> order = List.of(HealthyTestCase.class, LaterClassTestCase.class);
    List<Class<?>> other = List.of(LaterClassTestCase.class, HealthyTestCase.class);

    TwoHosts hosts = TwoHosts.prepare().launch(Map.of("a", List.of(order), "b", List.of(other)));

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host))
          .isNotEmpty()
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(WrongBarrierException.class)
                      .hasMessageContainingAll(
                          "order of the classes", "-Dsurefire.runOrder=alphabetical"));
    }
  }
}
