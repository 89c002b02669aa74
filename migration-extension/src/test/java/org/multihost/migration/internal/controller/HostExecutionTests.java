package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.worker.WorkerEvent;

final class HostExecutionTests {

  /** An earlier class was broken off, and its worker has answered since. */
  @Test
  void theAnswerToAnEarlierRequestDoesNotEndThisOne() {
    HostExecution execution = execution(new EngineExecutionListener() {});

    execution.hear(new WorkerEvent.Done(1, null));
    assertThat(execution.isOver()).isFalse();

    execution.hear(new WorkerEvent.Done(2, null));
    assertThat(execution.isOver()).isTrue();
  }

  /** JUnit ends its run with an error from which no JVM recovers. */
  @Test
  void theErrorThatHasEndedTheWorkerIsTheCause() {
    List<Throwable> thrown = new ArrayList<>();
    HostExecution execution =
        execution(
            new EngineExecutionListener() {
              @Override
              public void executionFinished(TestDescriptor test, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown::add);
              }
            });

    execution.hear(
        new WorkerEvent.Finished(
            UniqueId.forEngine("junit-jupiter").toString(),
            TestExecutionResult.Status.FAILED,
            ThrowableRecord.of(new OutOfMemoryError("Java heap space"))));
    execution.breakOff(new HostLostException("exit code [1]"));

    assertThat(thrown).singleElement().isInstanceOf(OutOfMemoryError.class);
    assertThat(thrown.get(0).getSuppressed()).singleElement().asString().contains("exit code [1]");
  }

  private static HostExecution execution(EngineExecutionListener listener) {
    TestDescriptor engine =
        new MultihostTestEngine()
            .discover(
                request().selectors(selectClass(PropertiesTestCase.class)).build(),
                UniqueId.forEngine("multihost"));
    TakenClasses.clear();
    ClassDescriptor testClass = (ClassDescriptor) engine.getChildren().iterator().next();
    return new HostExecution(2, testClass.hosts().get(0), listener);
  }
}
