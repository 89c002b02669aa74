package org.multihost.migration.internal.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** An event that a worker sends to its controller; all ids are Jupiter's unique ids. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerEvent.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = WorkerEvent.Registered.class, name = "registered"),
  @JsonSubTypes.Type(value = WorkerEvent.Skipped.class, name = "skipped"),
  @JsonSubTypes.Type(value = WorkerEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = WorkerEvent.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = WorkerEvent.Reported.class, name = "reported"),
  @JsonSubTypes.Type(value = WorkerEvent.Published.class, name = "published"),
  @JsonSubTypes.Type(value = WorkerEvent.Done.class, name = "done")
})
public sealed interface WorkerEvent {

  /** The first event: the worker has connected. */
  record Hello(String token) implements WorkerEvent {
    /** Omits the token. */
    @Override
    public String toString() {
      return "Hello";
    }
  }

  /** The registration of a test during the run. */
  record Registered(String parentId, TestRecord test) implements WorkerEvent {}

  /** The skip of a test or container. */
  record Skipped(String id, String reason) implements WorkerEvent {}

  /** The start of a test or container. */
  record Started(String id) implements WorkerEvent {}

  /** The end of a test or container. */
  record Finished(String id, TestExecutionResult.Status status, @Nullable ThrowableRecord throwable)
      implements WorkerEvent {}

  /** A reporter entry. */
  record Reported(String id, Map<String, String> entries) implements WorkerEvent {}

  /** A published file or directory. */
  record Published(String id, String path, @Nullable String mediaType) implements WorkerEvent {}

  /**
   * The end of a request.
   *
   * @param number the number of the request
   * @param failure the reason why it could not be served, or null
   */
  record Done(int number, @Nullable ThrowableRecord failure) implements WorkerEvent {}
}
