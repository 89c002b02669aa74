package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.assertFailedElsewhere;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.assertFailedItself;
import static org.multihost.migration.internal.jupiter.OneHostFailsTests.failOnB;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.TwoTests;
import org.opentest4j.TestAbortedException;

/**
 * Failures on one host that JUnit passes to no extension, or that another extension swallows or
 * excuses.
 */
final class UntoldFailuresTests {

  private static Stream<DynamicNode> tests(Runnable each) {
    return IntStream.range(0, 3)
        .mapToObj(
            i -> {
              each.run();
              return dynamicTest("d" + i, () -> {});
            });
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class ContainerSourceTestCase {
    @TestFactory
    Stream<DynamicNode> factory() {
      return Stream.of(dynamicContainer("c", tests(OneHostFailsTests::failOnB)));
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class ContainerCloseTestCase {
    @Nested
    final class Inner {
      @TestFactory
      Stream<DynamicNode> factory() {
        return Stream.of(
            dynamicContainer("c", tests(() -> {}).onClose(OneHostFailsTests::failOnB)));
      }
    }
  }

  static final class FailingAround implements InvocationInterceptor {
    @Override
    public void interceptDynamicTest(
        Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
        throws Throwable {
      invocation.proceed();
      failOnB();
    }
  }

  @ExtendWith(FailingAround.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class OuterInterceptorTestCase {
    @TestFactory
    Stream<DynamicNode> factory() {
      return tests(() -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ContainerSourceTestCase.class,
        ContainerCloseTestCase.class,
        OuterInterceptorTestCase.class
      })
  void whatFailsInsideATestFactoryFailsTheFactoryOnEveryHost(Class<?> failing) throws IOException {
    TwoHosts hosts = TwoHosts.run(failing, HealthyTestCase.class);

    assertFailedItself(hosts.failures("b"));
    assertFailedElsewhere(hosts.failures("a"));
    for (String host : List.of("a", "b")) {
      assertThat(hosts.containers(host, Status.FAILED))
          .anySatisfy(each -> assertThat(each).endsWith("[test-factory:factory()]"));
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).filteredOn(HEALTHY).hasSize(2);
    }
  }

  private static final java.util.function.Predicate<String> HEALTHY =
      id -> id.contains("HealthyTestCase");

  static final class Swallowing implements LifecycleMethodExecutionExceptionHandler {
    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable e) {}

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable e) {}
  }

  @ExtendWith(Swallowing.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class AfterAllTestCase extends TwoTests {
    @AfterAll
    static void cleanUp() {
      failOnB();
    }
  }

  @ExtendWith(Swallowing.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class BeforeAllTestCase extends TwoTests {
    @BeforeAll
    static void setUp() {
      failOnB();
    }
  }

  @ExtendWith(Swallowing.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class NestedAfterAllTestCase extends TwoTests {
    @Nested
    final class Inner extends TwoTests {
      @AfterAll
      static void cleanUp() {
        failOnB();
      }
    }
  }

  /** Turns what its class's own methods throw into an abort. */
  static final class Excusing implements LifecycleMethodExecutionExceptionHandler {
    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable e) {
      throw new TestAbortedException("excused", e);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable e) {
      throw new TestAbortedException("excused", e);
    }
  }

  static final class ExcusingAround implements InvocationInterceptor {
    @Override
    public void interceptBeforeAllMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      excused(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      excused(invocation);
    }

    private static void excused(Invocation<Void> invocation) {
      try {
        invocation.proceed();
      } catch (Throwable failure) {
        throw new TestAbortedException("excused", failure);
      }
    }
  }

  @ExtendWith(Excusing.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class ExcusedAfterAllTestCase extends TwoTests {
    @AfterAll
    static void cleanUp() {
      failOnB();
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @ExtendWith(Excusing.class)
  static final class ExcusedBeforeAllTestCase extends TwoTests {
    @BeforeAll
    static void setUp() {
      failOnB();
    }
  }

  @ExtendWith(ExcusingAround.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class ExcusedAroundTestCase extends TwoTests {
    @BeforeAll
    static void setUp() {
      failOnB();
    }

    @AfterAll
    static void cleanUp() {
      failOnB();
    }
  }

  @ExtendWith(Excusing.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class ExcusedNestedTestCase extends TwoTests {
    @Nested
    final class Inner extends TwoTests {
      @BeforeAll
      static void setUp() {
        failOnB();
      }
    }
  }

  @ExtendWith(ExcusingAround.class)
  @MultihostMigration(hosts = {"a", "b"})
  static final class ExcusedNestedAfterAllTestCase extends TwoTests {
    @Nested
    final class Inner extends TwoTests {
      @AfterAll
      static void cleanUp() {
        failOnB();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AfterAllTestCase.class,
        BeforeAllTestCase.class,
        NestedAfterAllTestCase.class,
        ExcusedAfterAllTestCase.class,
        ExcusedBeforeAllTestCase.class,
        ExcusedAroundTestCase.class,
        ExcusedNestedTestCase.class,
        ExcusedNestedAfterAllTestCase.class
      })
  void whatAnExtensionSwallowsOrExcusesOutsideOfTheTestsFailsTheClassOnEveryHost(Class<?> failing)
      throws IOException {
    TwoHosts hosts = TwoHosts.run(failing, HealthyTestCase.class);

    assertFailedElsewhere(hosts.failures("a"));
    assertFailedItself(hosts.failures("b"));
    for (String host : List.of("a", "b")) {
      assertThat(hosts.containers(host, Status.FAILED))
          .anySatisfy(each -> assertThat(each).endsWith(failing.getSimpleName() + "]"));
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).filteredOn(HEALTHY).hasSize(2);
    }
  }
}
