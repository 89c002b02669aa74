package org.multihost.migration.internal.controller.process;

import org.multihost.migration.internal.worker.WorkerEvent;

/** What the controller's one thread hears of a worker. */
public sealed interface WorkerMessage {

  /** The worker that it is about. */
  WorkerProcess worker();

  /** The worker reports. */
  record Heard(WorkerProcess worker, WorkerEvent event) implements WorkerMessage {}

  /** The worker's process has ended, and all that it reported was heard. */
  record Gone(WorkerProcess worker) implements WorkerMessage {}
}
