package org.multihost.migration.internal.worker;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** One host's side of the run. It serves the controller's requests, one after the other. */
final class Worker {

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

  private @Nullable ThrowableRecord run(WorkerCommand.Run run) {
    try {
      session.launcher().execute(request(run), new EventStream(controller));
      return null;
    } catch (RuntimeException | LinkageError e) {
      return ThrowableRecord.of(e);
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
