package org.multihost.migration.internal.junit;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ExecutionRequest;

/**
 * The cancellation of an execution, which JUnit has since 6.0: Surefire cancels one after a number
 * of failures.
 */
public final class RunCancellation {

  private final @Nullable Object token;
  private final @Nullable Method requested;

  private RunCancellation(@Nullable Object token, @Nullable Method requested) {
    this.token = token;
    this.requested = requested;
  }

  /** Returns the cancellation of an engine's execution; before JUnit 6 it never happens. */
  public static RunCancellation of(ExecutionRequest request) {
    try {
      Method getter = ExecutionRequest.class.getMethod("getCancellationToken");
      Method requested = getter.getReturnType().getMethod("isCancellationRequested");
      return new RunCancellation(getter.invoke(request), requested);
    } catch (NoSuchMethodException beforeJUnit6) {
      return new RunCancellation(null, null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JUnit's cancellation token cannot be read", e);
    }
  }

  /** Whether nothing further should start. */
  public boolean isRequested() {
    try {
      return requested != null && Boolean.TRUE.equals(requested.invoke(token));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JUnit's cancellation token cannot be read", e);
    }
  }
}
