package org.multihost.migration.internal.controller;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.multihost.migration.internal.report.Outcome;
import org.multihost.migration.internal.wire.ThrowableText;

/** A listener that keeps the outcomes of tests for the report, and passes everything on. */
final class OutcomeListener implements EngineExecutionListener {

  private final EngineExecutionListener next;
  private final Map<UniqueId, Long> started = new HashMap<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

  OutcomeListener(EngineExecutionListener next) {
    this.next = next;
  }

  /** Returns the outcomes of all tests, and of containers that failed themselves. */
  List<Outcome> outcomes() {
    return outcomes;
  }

  @Override
  public void dynamicTestRegistered(TestDescriptor test) {
    next.dynamicTestRegistered(test);
  }

  @Override
  public void executionStarted(TestDescriptor test) {
    started.put(test.getUniqueId(), System.currentTimeMillis());
    next.executionStarted(test);
  }

  @Override
  public void executionSkipped(TestDescriptor test, String reason) {
    if (test.isTest()) {
      add(test, "SKIPPED", null, reason);
    }
    next.executionSkipped(test, reason);
  }

  @Override
  public void executionFinished(TestDescriptor test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
      Throwable thrown = result.getThrowable().orElse(null);
      add(
          test,
          result.getStatus().toString(),
          thrown == null ? null : thrown.getClass().getName(),
          thrown == null ? null : ThrowableText.message(thrown));
    }
    next.executionFinished(test, result);
  }

  private void add(
      TestDescriptor test, String status, @Nullable String type, @Nullable String message) {
    long now = System.currentTimeMillis();
    String host = test instanceof HostTest copy ? copy.host().name() : "";
    UniqueId id = test instanceof HostTest copy ? copy.jupiterId() : test.getUniqueId();
    String name = test.isTest() ? test.getDisplayName() : "the class";
    outcomes.add(
        new Outcome(
            host,
            id.toString(),
            name,
            status,
            started.getOrDefault(test.getUniqueId(), now),
            now,
            type,
            message));
  }

  @Override
  public void reportingEntryPublished(TestDescriptor test, ReportEntry entry) {
    next.reportingEntryPublished(test, entry);
  }

  @Override
  public void fileEntryPublished(TestDescriptor test, FileEntry file) {
    next.fileEntryPublished(test, file);
  }
}
