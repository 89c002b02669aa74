package org.multihost.migration.internal.controller.process;

import org.multihost.migration.internal.worker.WorkerEvent;

/** A message about a worker to the controller's one thread. */
public sealed interface WorkerMessage {

  /** The worker of this message. */
  WorkerProcess worker();

  /** An event of the worker. */
  record Heard(WorkerProcess worker, WorkerEvent event) implements WorkerMessage {}

  /** The end of the worker's process, after all of its events. */
  record Gone(WorkerProcess worker) implements WorkerMessage {}
}
