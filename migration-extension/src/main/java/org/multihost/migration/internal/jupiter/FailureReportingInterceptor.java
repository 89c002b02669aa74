package org.multihost.migration.internal.jupiter;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.multihost.migration.internal.jupiter.invocation.InvocationFacts;
import org.multihost.migration.internal.jupiter.invocation.InvocationText;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.Interruption;

/**
 * An interceptor of the methods that Jupiter invokes. It reports a failure to the other hosts
 * before the failure unwinds, and interrupts a running test when another host fails. It is called,
 * too, before a {@code @Timeout} interrupts a method: JUnit's interceptor for it is the outer one.
 */
public final class FailureReportingInterceptor
    implements InvocationInterceptor, PreInterruptCallback {

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (MultihostMigrationExtension.notEntered(context).isPresent()) {
      invocation.skip();
      return;
    }
    Optional<TestRun> own =
        MultihostMigrationExtension.ownRun(context)
            .filter(run -> MultihostParameterResolver.takesOfRun(method.getExecutable()));
    if (own.isPresent()) {
      own.get().test("@BeforeAll", invocation::proceed);
    } else {
      inClass("@BeforeAll", context, invocation::proceed);
    }
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (MultihostMigrationExtension.notEntered(context).isPresent()) {
      invocation.skip();
      return;
    }
    Optional<ClassRun> run = MultihostMigrationExtension.classRun(context);
    inClass(
        "@AfterAll",
        context,
        run.isPresent()
            ? () -> run.get().cleanUp("@AfterAll", invocation::proceed)
            : invocation::proceed);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inTest("@BeforeEach", context, invocation::proceed);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get().cleanUp("@AfterEach", invocation::proceed);
    } else {
      invocation.proceed();
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    method(invocation, method.getExecutable(), false, context);
  }

  /**
   * Guards the factory method only. Each dynamic test is intercepted as a test of its own;
   * migrations that the factory starts are awaited at the end of the test.
   */
  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    List<T> dynamicTests = new ArrayList<>(1);
    inTest("the test factory", context, () -> dynamicTests.add(invocation.proceed()));
    return dynamicTests.get(0);
  }

  /** A template of another extension may decide by the result whether to run the method again. */
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    boolean together = !InvocationFacts.areKnownBefore(method.getExecutable());
    method(invocation, method.getExecutable(), together, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
      throws Throwable {
    String name = InvocationText.ofDynamic(context.getDisplayName());
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get()
          .test(
              name,
              () -> {
                test.get().agree(InvocationFacts.placeOfDynamic(context), name);
                invocation.proceed();
              });
    } else {
      invocation.proceed();
    }
  }

  private static void method(
      Invocation<Void> invocation, Method method, boolean together, ExtensionContext context)
      throws Throwable {
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get().method(method, together, invocation::proceed);
    } else {
      invocation.proceed();
    }
  }

  private static void inTest(String doing, ExtensionContext context, GuardedStep body)
      throws Throwable {
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get().guarded(doing, body);
    } else {
      body.run();
    }
  }

  private static void inClass(String doing, ExtensionContext context, GuardedStep body)
      throws Throwable {
    try {
      body.run();
    } catch (Throwable failure) {
      MultihostMigrationExtension.classRun(context)
          .ifPresent(run -> run.failed(context.getUniqueId(), doing, cause(context, failure)));
      throw failure;
    }
  }

  /** Returns the time-out that has interrupted the method in place of what the interrupt caused. */
  private static Throwable cause(ExtensionContext context, Throwable failure) {
    Throwable timeout =
        context
            .getStore(MultihostMigrationExtension.NAMESPACE)
            .get(TimeoutException.class, TimeoutException.class);
    return timeout != null && Interruption.caused(failure) ? timeout : failure;
  }

  /** Records the time-out: it is the cause of what the interrupt makes fail. */
  @Override
  public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext context) {
    TimeoutException timeout =
        new TimeoutException(context.getDisplayName() + " has timed out, and JUnit interrupts it");
    timeout.setStackTrace(interrupt.getThreadToInterrupt().getStackTrace());
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    test.or(() -> MultihostMigrationExtension.ownRun(context))
        .ifPresent(run -> run.timesOut(timeout));
    if (test.isEmpty()) {
      context.getStore(MultihostMigrationExtension.NAMESPACE).put(TimeoutException.class, timeout);
    }
  }
}
