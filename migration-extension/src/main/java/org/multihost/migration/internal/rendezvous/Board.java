package org.multihost.migration.internal.rendezvous;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.multihost.migration.HostLostException;

/**
 * One process's access to what all hosts of a run share: the run's state, the latches, the values
 * handed over.
 *
 * <p>Every call throws {@link HostLostException} when the coordinator cannot be reached any more.
 */
interface Board extends AutoCloseable {

  /** Identifies this process in the run. */
  String session();

  /** Has the state changed, and returns the answer. Changes happen one after the other. */
  Reply post(Command command);

  /** As {@link #post}, without waiting for it. */
  CompletionStage<Reply> postLater(Command command);

  /** The state now. */
  RunState read();

  /** Passes every later state to the watcher, in order; set once, before anything is posted. */
  void watch(Consumer<RunState> watcher);

  /** The latch of that id, which opens when it was counted down so many times. */
  Latch latch(String id, int count);

  /** Stores a value; false if there is one under that key. */
  CompletionStage<Boolean> put(String key, String value);

  /** The value under the key, if it is there now. */
  CompletionStage<Optional<String>> find(String key);

  /** The value under the key, once it is there; cancel it to give up. */
  CompletableFuture<String> value(String key);

  /** Completes when the coordinator cannot be reached any more, with the exception that says so. */
  CompletionStage<HostLostException> lost();

  @Override
  void close();
}
