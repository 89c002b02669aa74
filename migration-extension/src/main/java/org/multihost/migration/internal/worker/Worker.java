package org.multihost.migration.internal.worker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** One host's side of the run: serves the controller's requests, one after the other. */
final class Worker {

  private final WorkerSession session;
  private final Map<String, String> parameters;
  private final Conversation<WorkerCommand> controller;

  Worker(
      WorkerSession session,
      Map<String, String> parameters,
      Conversation<WorkerCommand> controller) {
    this.session = session;
    this.parameters = parameters;
    this.controller = controller;
  }

  /**
   * Serves until the controller says that this is all.
   *
   * @return false if the controller went away without a word
   */
  boolean serve() throws IOException {
    while (true) {
      WorkerCommand command = controller.receive();
      if (command instanceof WorkerCommand.Run run) {
        controller.send(new WorkerEvent.Done(run.number(), run(run.ids())));
      } else {
        return command instanceof WorkerCommand.Leave;
      }
    }
  }

  private @Nullable ThrowableRecord run(List<String> ids) {
    try {
      session.launcher().execute(request(ids), new EventStream(controller));
      return null;
    } catch (RuntimeException | LinkageError e) {
      return ThrowableRecord.of(e);
    }
  }

  private LauncherDiscoveryRequest request(List<String> ids) {
    List<? extends DiscoverySelector> selectors =
        ids.stream().map(DiscoverySelectors::selectUniqueId).toList();
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectors)
        .filters(EngineFilter.includeEngines("junit-jupiter"))
        .configurationParameters(parameters)
        .build();
  }
}
