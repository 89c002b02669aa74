package org.multihost.migration.internal.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** A request of the controller to a worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerCommand.Run.class, name = "run"),
  @JsonSubTypes.Type(value = WorkerCommand.Leave.class, name = "leave")
})
public sealed interface WorkerCommand {

  /**
   * A request to run tests of one class.
   *
   * @param number the number of the request, which the worker returns when it is done
   * @param ids Jupiter's unique ids of the tests, in order
   * @param parameters JUnit's configuration parameters for this run of the class
   */
  record Run(int number, List<String> ids, Map<String, String> parameters)
      implements WorkerCommand {}

  /** A request to exit normally. */
  record Leave() implements WorkerCommand {}
}
