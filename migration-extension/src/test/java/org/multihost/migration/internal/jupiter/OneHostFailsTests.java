package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.internal.AssumptionViolatedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.wire.MuteException;
import org.multihost.migration.internal.wire.RebuiltThrowable;

/** What fails on one host only, wherever JUnit lets it fail, and what the other host says then. */
final class OneHostFailsTests {

  private static final String REASON = "only on b: disk full";

  static void failOnB() {
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

    assertFailedItself(hosts.failures("b"));
    assertFailedElsewhere(hosts.failures("a"));
    assertThat(hosts.console().filter(line -> line.startsWith("[a] ")))
        .as("host [a] says why it fails, once")
        .filteredOn(line -> line.contains("BROKEN: Host [b] failed") && line.contains(REASON))
        .hasSizeBetween(
            (int)
                hosts.failures("a").stream()
                    .map(failure -> unwrapped(failure).getMessage())
                    .distinct()
                    .count(),
            hosts.failures("a").size());
    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.ABORTED)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL).toString())
          .contains("HealthyTestCase]/[method:first()]", "HealthyTestCase]/[method:second()]");
    }
  }

  /** No failure that comes back from another host is a cause of its own. */
  static void assertFailedItself(List<Throwable> failures) {
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(
            failure ->
                assertThat(chain(failure))
                    .noneMatch(PeerFailedException.class::isInstance)
                    .anyMatch(each -> String.valueOf(each.getMessage()).contains(REASON)));
  }

  private static List<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
  }

  static void assertFailedElsewhere(List<Throwable> failures) {
    assertThat(failures)
        .isNotEmpty()
        .map(OneHostFailsTests::unwrapped)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(PeerFailedException.class)
                    .hasMessageContainingAll("[b]", REASON)
                    .satisfies(
                        peer ->
                            assertThat(chain(peer).stream().skip(1))
                                .noneMatch(OneHostFailsTests::isEcho))
                    .satisfies(
                        peer -> assertThat(((PeerFailedException) peer).host()).isEqualTo("b")));
  }

  private static boolean isEcho(Throwable cause) {
    return cause instanceof RebuiltThrowable rebuilt
        && rebuilt.originalType().equals(PeerFailedException.class.getName());
  }

  /** What JUnit would wrap where it closes a store. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof FailureAtClosing ? failure.getCause() : failure;
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
  static final class MuteConstructorTestCase {
    MuteConstructorTestCase() {
      if (isHost("b")) {
        throw new MuteException();
      }
    }

    @Test
    void only() {}
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class MuteTestCase {
    @Test
    void only() {
      if (isHost("b")) {
        throw new MuteException();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {MuteConstructorTestCase.class, MuteTestCase.class})
  void aFailureWhoseMessageCannotBeReadIsTheCauseOnTheOthers(Class<?> failing) throws IOException {
    TwoHosts hosts = TwoHosts.run(failing);

    assertThat(hosts.failures("b"))
        .extracting(Object::getClass)
        .containsExactly(MuteException.class);
    assertThat(hosts.failures("a"))
        .singleElement()
        .isInstanceOf(PeerFailedException.class)
        .asString()
        .contains("[b]", MuteException.class.getName(), "getMessage() threw");
    assertThat(hosts.console())
        .anyMatch(line -> line.startsWith("[b] ") && line.contains("FAILED in "));
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
}
