package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.internal.worker.WorkerEvent;

final class HostExecutionTests {

  /** An earlier class was broken off, and its worker has answered since. */
  @Test
  void theAnswerToAnEarlierRequestDoesNotEndThisOne() {
    TestDescriptor engine =
        new MultihostTestEngine()
            .discover(
                request().selectors(selectClass(PropertiesTestCase.class)).build(),
                UniqueId.forEngine("multihost"));
    TakenClasses.clear();
    ClassDescriptor testClass = (ClassDescriptor) engine.getChildren().iterator().next();
    HostExecution execution =
        new HostExecution(2, testClass.hosts().get(0), new EngineExecutionListener() {});

    execution.hear(new WorkerEvent.Done(1, null));
    assertThat(execution.isOver()).isFalse();

    execution.hear(new WorkerEvent.Done(2, null));
    assertThat(execution.isOver()).isTrue();
  }
}
