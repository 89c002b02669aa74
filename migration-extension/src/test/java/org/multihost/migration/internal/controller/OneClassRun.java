package org.multihost.migration.internal.controller;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.internal.controller.process.WorkerMessage;
import org.multihost.migration.internal.controller.process.WorkerProcess;

/** The run of a class of one host, {@code only}, on a worker that a test has made. */
public final class OneClassRun {

  private OneClassRun() {}

  /** Runs the class, and returns its failures. */
  public static List<Throwable> failuresOn(WorkerProcess worker, BlockingQueue<WorkerMessage> inbox)
      throws InterruptedException {
    TestDescriptor engine =
        new MultihostTestEngine()
            .discover(
                request().selectors(selectClass(PropertiesTestCase.class)).build(),
                UniqueId.forEngine("multihost"));
    TakenClasses.clear();
    ClassDescriptor testClass = (ClassDescriptor) engine.getChildren().iterator().next();
    List<Throwable> failures = new ArrayList<>();
    new ClassExecution(testClass, inbox, host -> Map.of())
        .run(
            1,
            List.of(worker),
            new EngineExecutionListener() {
              @Override
              public void executionFinished(TestDescriptor test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
              }
            });
    return failures;
  }
}
