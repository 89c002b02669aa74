package org.multihost.migration.internal.scenario;

import java.lang.reflect.Method;
import org.multihost.migration.internal.scenario.failure.Guarded;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.TestFailures;

/** The code of one test on this host: its method or its dynamic tests, and their thread. */
final class TestCode {

  private final TestFailures failures;
  private final EndMeetings meetings;
  private volatile Thread thread = Thread.currentThread();

  /** Creates the code of a test that this thread has entered. */
  TestCode(TestFailures failures, EndMeetings meetings) {
    this.failures = failures;
    this.meetings = meetings;
  }

  /** Returns the thread that runs the code; JUnit's own where a timeout asks for a separate one. */
  Thread thread() {
    return thread;
  }

  /** Runs the method, as {@link TestRun#method}. */
  void method(Method method, boolean together, GuardedStep body) throws Throwable {
    onThisThread(
        () ->
            failures.method(
                method,
                together
                    ? () -> {
                      meetings.inMethod("start");
                      settled(body);
                      meetings.inMethod("end");
                    }
                    : () -> settled(body)));
  }

  /** Runs a dynamic test, as {@link TestRun#test}. */
  void test(String doing, GuardedStep body) throws Throwable {
    onThisThread(() -> failures.guarded(doing, () -> settled(body)));
  }

  private void settled(GuardedStep body) throws Throwable {
    body.run();
    Guarded.forgetInterrupt();
    meetings.settle();
    failures.explainCaught();
  }

  private void onThisThread(GuardedStep body) throws Throwable {
    Thread around = thread;
    thread = Thread.currentThread();
    try {
      body.run();
    } finally {
      thread = around;
    }
  }
}
