package org.multihost.migration.internal.controller;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.worker.WorkerEvent;

/**
 * The execution of one class on one host, as the controller sees it. It translates the events of
 * the worker into calls of JUnit's listener, and finishes everything that was started, whatever
 * happens to the worker. Used by one thread.
 */
final class HostExecution {

  private final int number;
  private final HostTest container;
  private final EngineExecutionListener listener;
  private final Map<String, HostTest> byJupiterId = new HashMap<>();
  private final Set<HostTest> running = new HashSet<>();
  private final Set<HostTest> ended = new HashSet<>();
  private @Nullable TestExecutionResult classResult;
  private @Nullable ThrowableRecord engineFailure;
  private boolean over;

  /**
   * Creates an execution that has not started.
   *
   * @param number the number of the request that was sent to the worker; answers to other requests
   *     are ignored
   */
  HostExecution(int number, HostTest container, EngineExecutionListener listener) {
    this.number = number;
    this.container = container;
    this.listener = listener;
    remember(container);
  }

  private void remember(HostTest test) {
    byJupiterId.put(test.jupiterId().toString(), test);
    test.getChildren().forEach(child -> remember((HostTest) child));
  }

  /** Jupiter's ids of the tests to run, in order. */
  List<String> selectedIds() {
    return container.selectedIds().stream().map(UniqueId::toString).toList();
  }

  /** Whether the execution has ended. */
  boolean isOver() {
    return over;
  }

  /** The unique ids of the running tests and containers, sorted, for a log message. */
  List<String> underWay() {
    return running.stream().map(test -> test.getUniqueId().toString()).sorted().toList();
  }

  /** Processes an event of the worker. */
  void hear(WorkerEvent event) {
    if (event instanceof WorkerEvent.Registered registered) {
      register(registered);
    } else if (event instanceof WorkerEvent.Started started) {
      withTest(started.id(), this::start);
    } else if (event instanceof WorkerEvent.Skipped skipped) {
      withTest(skipped.id(), test -> skipAll(test, skipped.reason()));
    } else if (event instanceof WorkerEvent.Finished finished) {
      finished(finished);
    } else if (event instanceof WorkerEvent.Reported reported) {
      ReportEntry entry = ReportEntry.from(reported.entries());
      withTest(reported.id(), test -> listener.reportingEntryPublished(test, entry));
    } else if (event instanceof WorkerEvent.Published published) {
      FileEntry file = FileEntry.from(Path.of(published.path()), published.mediaType());
      withTest(published.id(), test -> listener.fileEntryPublished(test, file));
    } else if (event instanceof WorkerEvent.Done done && done.number() == number) {
      done(done.failure() != null ? done.failure() : engineFailure);
    }
  }

  private void withTest(String jupiterId, Consumer<HostTest> action) {
    HostTest test = byJupiterId.get(jupiterId);
    if (test != null) {
      action.accept(test);
    }
  }

  private void register(WorkerEvent.Registered registered) {
    withTest(
        registered.parentId(),
        parent -> {
          HostTest test = TreeBuilder.dynamic(container, registered.test());
          parent.addChild(test);
          byJupiterId.put(registered.test().id(), test);
          listener.dynamicTestRegistered(test);
        });
  }

  private void start(HostTest test) {
    running.add(test);
    listener.executionStarted(test);
  }

  private void skip(HostTest test, String reason) {
    ended.add(test);
    listener.executionSkipped(test, reason);
  }

  /** Skips a test, or each test of a container by itself, because reports count tests. */
  private void skipAll(HostTest test, String reason) {
    if (ended.contains(test) || running.contains(test)) {
      return;
    }
    if (test.copies().isEmpty()) {
      skip(test, reason);
      return;
    }
    start(test);
    test.copies().forEach(child -> skipAll(child, reason));
    finish(test, TestExecutionResult.successful());
  }

  private void finished(WorkerEvent.Finished event) {
    ThrowableRecord record = event.throwable();
    if (UniqueId.parse(event.id()).getSegments().size() == 1) {
      engineFailure = record;
      return;
    }
    Throwable throwable = record == null ? null : OriginalThrowables.rebuild(record);
    withTest(
        event.id(),
        test -> {
          if (event.status() == TestExecutionResult.Status.ABORTED) {
            String reason = String.valueOf(throwable == null ? null : throwable.getMessage());
            test.copies().forEach(child -> skipAll(child, reason));
          }
          TestExecutionResult result = result(event.status(), throwable);
          if (test.equals(container)) {
            classResult = result; // a later failure, before Done, still fails it
          } else {
            finish(test, result);
          }
        });
  }

  private static TestExecutionResult result(
      TestExecutionResult.Status status, @Nullable Throwable throwable) {
    return switch (status) {
      case SUCCESSFUL -> TestExecutionResult.successful();
      case ABORTED -> TestExecutionResult.aborted(throwable);
      case FAILED -> TestExecutionResult.failed(throwable);
    };
  }

  private void finish(HostTest test, TestExecutionResult result) {
    running.remove(test);
    ended.add(test);
    listener.executionFinished(test, result);
  }

  private void done(@Nullable ThrowableRecord failure) {
    if (classResult != null && failure == null) {
      over = true;
      finish(container, classResult);
      return;
    }
    breakOff(
        failure != null
            ? OriginalThrowables.rebuild(failure)
            : new MultihostException(
                "The worker of host [%s] has found nothing to run of [%s]; is its class path the controller's?"
                    .formatted(container.host().name(), container.selectedIds())));
  }

  /**
   * Ends everything that is still open: running tests fail, tests to come are skipped. If no test
   * was running, the whole host fails, also when the class has ended there but its worker has not
   * finished the request.
   */
  void breakOff(Throwable end) {
    over = true;
    Throwable cause = firstCause(end);
    if (ended.contains(container)) {
      return;
    }
    if (classResult != null) {
      finish(container, failedAround(classResult, cause));
      return;
    }
    if (!running.contains(container)) {
      start(container);
    }
    boolean blamed = breakOff(container, cause);
    finish(
        container, blamed ? TestExecutionResult.successful() : TestExecutionResult.failed(cause));
  }

  /** Returns the failure of the engine, which has ended the worker; otherwise that end itself. */
  private Throwable firstCause(Throwable end) {
    if (engineFailure == null || !(end instanceof HostLostException)) {
      return end;
    }
    Throwable cause = OriginalThrowables.rebuild(engineFailure);
    cause.addSuppressed(end);
    return cause;
  }

  private static TestExecutionResult failedAround(TestExecutionResult result, Throwable cause) {
    if (result.getStatus() != TestExecutionResult.Status.FAILED) {
      return TestExecutionResult.failed(cause);
    }
    result.getThrowable().ifPresent(failure -> failure.addSuppressed(cause));
    return result;
  }

  private boolean breakOff(HostTest parent, Throwable cause) {
    boolean blamed = false;
    for (HostTest test : List.copyOf(parent.copies())) {
      if (running.contains(test)) {
        blamed |= breakOff(test, cause);
        blamed |= test.isTest();
        finish(
            test,
            test.isTest() ? TestExecutionResult.failed(cause) : TestExecutionResult.successful());
      } else {
        skipAll(test, "not run: " + cause.getMessage());
      }
    }
    return blamed;
  }
}
