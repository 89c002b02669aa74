package org.multihost.migration.internal.worker;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** One host's side of the run. It serves the controller's requests, one after the other. */
final class Worker {

  private static final String ENGINE = UniqueId.forEngine("junit-jupiter").toString();

  private final WorkerSession session;
  private final JsonLineConnection<WorkerCommand> controller;

  Worker(WorkerSession session, JsonLineConnection<WorkerCommand> controller) {
    this.session = session;
    this.controller = controller;
  }

  /**
   * Serves requests until the controller asks the worker to exit.
   *
   * @return false if the connection ended without that request
   */
  boolean serve() throws IOException {
    while (true) {
      WorkerCommand command = controller.receive();
      if (command instanceof WorkerCommand.Run run) {
        controller.send(new WorkerEvent.Done(run.number(), run(run)));
      } else {
        return command instanceof WorkerCommand.Leave;
      }
    }
  }

  /** JUnit ends its run with an error from which no JVM recovers, and so does this process. */
  private @Nullable ThrowableRecord run(WorkerCommand.Run run) throws IOException {
    try {
      session.launcher().execute(request(run), new EventStream(controller));
      return null;
    } catch (RuntimeException | LinkageError e) {
      return ThrowableRecord.of(e);
    } catch (Error unrecoverable) {
      controller.send(
          new WorkerEvent.Finished(ENGINE, Status.FAILED, ThrowableRecord.of(unrecoverable)));
      throw unrecoverable;
    }
  }

  private LauncherDiscoveryRequest request(WorkerCommand.Run run) {
    List<? extends DiscoverySelector> selectors =
        run.ids().stream().map(DiscoverySelectors::selectUniqueId).toList();
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectors)
        .filters(EngineFilter.includeEngines("junit-jupiter"))
        .configurationParameters(run.parameters())
        .build();
  }
}
