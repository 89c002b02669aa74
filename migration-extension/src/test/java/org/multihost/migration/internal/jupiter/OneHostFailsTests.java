package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.internal.AssumptionViolatedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;

/** What fails on one host only, wherever JUnit lets it fail, and what the other host says then. */
final class OneHostFailsTests {

  private static final String REASON = "only on b: disk full";

  private static void failOnB() {
    if (isHost("b")) {
      throw new UncheckedIOException(new IOException(REASON));
    }
  }

  abstract static class TwoTests {
    @Test
    void first() {}

    @Test
    void second() {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class HealthyTestCase extends TwoTests {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class ConstructorTestCase extends TwoTests {
    ConstructorTestCase() {
      failOnB();
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class PerClassConstructorTestCase extends TwoTests {
    PerClassConstructorTestCase() {
      failOnB();
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class PostProcessorTestCase extends TwoTests {
    @RegisterExtension
    static final TestInstancePostProcessor FAILING = (instance, context) -> failOnB();
  }

  static final class FailingFirst implements BeforeAllCallback, BeforeEachCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      if (context.getRequiredTestClass() == EarlierBeforeAllTestCase.class) {
        failOnB();
      }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      failOnB();
    }
  }

  @ExtendWith(FailingFirst.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class EarlierBeforeEachTestCase extends TwoTests {}

  @ExtendWith(FailingFirst.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class EarlierBeforeAllTestCase extends TwoTests {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class LaterBeforeEachTestCase extends TwoTests {
    @RegisterExtension static final BeforeEachCallback FAILING = context -> failOnB();
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class LaterBeforeAllTestCase extends TwoTests {
    @RegisterExtension static final BeforeAllCallback FAILING = context -> failOnB();
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class BeforeAllTestCase extends TwoTests {
    @BeforeAll
    static void prepare() {
      failOnB();
    }
  }

  static final class ThrowingCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      failOnB();
      return ConditionEvaluationResult.enabled("well");
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @ExtendWith(ThrowingCondition.class)
  static final class ConditionTestCase extends TwoTests {}

  @MultihostMigration(hosts = {"a", "b"})
  static final class ArgumentsTestCase {
    static Stream<Integer> numbers() {
      failOnB();
      return Stream.of(1);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void takes(int number) {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class NestedBeforeAllTestCase {
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Inner {
      @BeforeAll
      void prepare() {
        failOnB();
      }

      @Test
      void inside() {}
    }

    @Nested
    final class Other {
      @Test
      void beside() {}
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ConstructorTestCase.class,
        PerClassConstructorTestCase.class,
        PostProcessorTestCase.class,
        EarlierBeforeEachTestCase.class,
        EarlierBeforeAllTestCase.class,
        LaterBeforeEachTestCase.class,
        LaterBeforeAllTestCase.class,
        BeforeAllTestCase.class,
        ConditionTestCase.class,
        ArgumentsTestCase.class,
        NestedBeforeAllTestCase.class
      })
  void isAFailureOfTheOthersWithThatCauseAndTheNextClassIsClean(Class<?> failing)
      throws IOException {
    List<List<Class<?>>> oneLaunch = List.of(List.of(failing, HealthyTestCase.class));

    TwoHosts hosts = TwoHosts.prepare().launch(Map.of("a", oneLaunch, "b", oneLaunch));

    assertThat(hosts.failures("b")).isNotEmpty();
    assertFailedElsewhere(hosts.failures("a"));
    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.ABORTED)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL).toString())
          .contains("HealthyTestCase]/[method:first()]", "HealthyTestCase]/[method:second()]");
    }
  }

  private static void assertFailedElsewhere(List<Throwable> failures) {
    assertThat(failures)
        .isNotEmpty()
        .map(OneHostFailsTests::unwrapped)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(PeerFailedException.class)
                    .hasMessageContainingAll("[b]", REASON)
                    .satisfies(
                        peer -> assertThat(((PeerFailedException) peer).host()).isEqualTo("b")));
  }

  /** JUnit wraps what fails when all else of a class has ended. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof JUnitException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Test
  void aFailedNestedClassDoesNotFailTheTestsBesideIt() throws IOException {
    TwoHosts hosts = TwoHosts.run(NestedBeforeAllTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.SUCCESSFUL))
          .singleElement()
          .asString()
          .endsWith("[method:beside()]");
    }
  }

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

    assertFailedElsewhere(hosts.failures("a"));
    for (String host : List.of("a", "b")) {
      assertThat(hosts.containers(host, Status.FAILED))
          .singleElement()
          .asString()
          .endsWith(failing.getSimpleName() + "]");
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class OnceTestCase extends TwoTests {
    static final AtomicBoolean FAILED = new AtomicBoolean();

    OnceTestCase() {
      if (isHost("b") && !FAILED.getAndSet(true)) {
        failOnB();
      }
    }
  }

  @Test
  void aRunAgainAfterAFailedEntryIsCleanOnEveryHost() throws IOException {
    OnceTestCase.FAILED.set(false);

    TwoHosts hosts = TwoHosts.run(OnceTestCase.class, OnceTestCase.class, OnceTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).hasSize(1);
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(4);
    }
  }

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
      Runnable lambda = OneHostFailsTests::failOnB;
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
  static final class OldAssumptionTestCase {
    @Test
    void assumes() {
      if (isHost("b")) {
        throw new AssumptionViolatedException("no such hardware on b");
      }
    }
  }

  @Test
  void anAssumptionOfJUnit4IsAnAbortOnEveryHost() throws IOException {
    TwoHosts hosts = TwoHosts.run(OldAssumptionTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.ABORTED)).hasSize(1);
    }
  }

  @Test
  void aWrongSettingOfOneHostIsAFailureOfTheOthers() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .withOn("b", "multihost.timeout.join", "soon")
            .launch(HealthyTestCase.class, HealthyTestCase.class);

    assertThat(hosts.failures("b")).hasSize(2);
    assertThat(hosts.failures("a"))
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(PeerFailedException.class)
                    .hasMessageContainingAll("[b]", "[multihost.timeout.join]", "[soon]"));
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
