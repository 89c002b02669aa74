package org.multihost.migration.internal.jupiter;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.multihost.migration.internal.scenario.TestRun;

/**
 * Tells the other hosts of a failure before it unwinds, and cuts this host's code short when
 * another host fails, in every method that Jupiter invokes.
 */
public final class FailurePosting implements InvocationInterceptor {

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inClass(invocation, "@BeforeAll", context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inClass(invocation, "@AfterAll", context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inTest(invocation, "@BeforeEach", context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    inTest(invocation, "@AfterEach", context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    test(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    test(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
      throws Throwable {
    inTest(invocation, "a dynamic test", context);
  }

  private static void test(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get().test(invocation::proceed);
    } else {
      invocation.proceed();
    }
  }

  private static void inTest(Invocation<Void> invocation, String doing, ExtensionContext context)
      throws Throwable {
    Optional<TestRun> test = MultihostMigrationExtension.testRun(context);
    if (test.isPresent()) {
      test.get().guarded(doing, invocation::proceed);
    } else {
      invocation.proceed();
    }
  }

  private static void inClass(Invocation<Void> invocation, String doing, ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable failure) {
      MultihostMigrationExtension.classRun(context)
          .ifPresent(run -> run.scope().fail(context.getUniqueId(), doing, failure));
      throw failure;
    }
  }
}
