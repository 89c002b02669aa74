package org.multihost.migration.internal.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** What a worker tells its controller; all ids are Jupiter's unique ids. */
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

  /** The worker is there; the first thing said. */
  record Hello(String token) implements WorkerEvent {
    /** Never shows the token. */
    @Override
    public String toString() {
      return "Hello";
    }
  }

  /** A test came to light during the run. */
  record Registered(String parentId, TestRecord test) implements WorkerEvent {}

  /** A test or container is skipped. */
  record Skipped(String id, String reason) implements WorkerEvent {}

  /** A test or container starts. */
  record Started(String id) implements WorkerEvent {}

  /** A test or container has ended. */
  record Finished(String id, TestExecutionResult.Status status, @Nullable ThrowableRecord throwable)
      implements WorkerEvent {}

  /** A reporter entry. */
  record Reported(String id, Map<String, String> entries) implements WorkerEvent {}

  /** A published file or directory. */
  record Published(String id, String path, @Nullable String mediaType) implements WorkerEvent {}

  /**
   * A request has been served.
   *
   * @param number the request's
   * @param failure why it could not be
   */
  record Done(int number, @Nullable ThrowableRecord failure) implements WorkerEvent {}
}
