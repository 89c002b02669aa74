package org.multihost.migration.internal.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What the controller asks of a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerCommand.Run.class, name = "run"),
  @JsonSubTypes.Type(value = WorkerCommand.Leave.class, name = "leave")
})
public sealed interface WorkerCommand {

  /**
   * Runs tests of one class.
   *
   * @param number of the request, to be given back when done
   * @param ids Jupiter's unique ids of the tests, in order
   */
  record Run(int number, List<String> ids) implements WorkerCommand {}

  /** Ends the worker in peace. */
  record Leave() implements WorkerCommand {}
}
