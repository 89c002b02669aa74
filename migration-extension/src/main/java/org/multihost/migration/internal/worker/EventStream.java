package org.multihost.migration.internal.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;

/** A listener that sends everything that JUnit reports to the controller. */
final class EventStream implements TestExecutionListener {

  private final JsonLineConnection<?> controller;

  EventStream(JsonLineConnection<?> controller) {
    this.controller = controller;
  }

  @Override
  public void dynamicTestRegistered(TestIdentifier test) {
    send(
        new WorkerEvent.Registered(
            test.getParentId()
                .orElseThrow(
                    () ->
                        new IllegalStateException("No parent: [%s]".formatted(test.getUniqueId()))),
            TestRecord.of(test)));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say(test, reason);
    send(new WorkerEvent.Skipped(test.getUniqueId(), reason));
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    send(new WorkerEvent.Started(test.getUniqueId()));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    ThrowableRecord throwable = result.getThrowable().map(ThrowableRecord::of).orElse(null);
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      say(test, result.getThrowable().map(ThrowableText::message).orElse("no reason was given"));
    }
    send(new WorkerEvent.Finished(test.getUniqueId(), result.getStatus(), throwable));
  }

  /**
   * Prints a skip on the console, and so in this host's log: not every build tool shows the reason
   * of a skip.
   */
  private static void say(TestIdentifier test, String reason) {
    System.out.println("SKIPPED: [" + test.getLegacyReportingName() + "]: " + reason);
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    send(new WorkerEvent.Reported(test.getUniqueId(), entry.getKeyValuePairs()));
  }

  @Override
  public void fileEntryPublished(TestIdentifier test, FileEntry file) {
    send(
        new WorkerEvent.Published(
            test.getUniqueId(),
            file.getPath().toAbsolutePath().toString(),
            file.getMediaType().orElse(null)));
  }

  private void send(WorkerEvent event) {
    try {
      controller.send(event);
    } catch (IOException e) {
      throw new UncheckedIOException("The controller cannot be sent the event " + event, e);
    }
  }
}
