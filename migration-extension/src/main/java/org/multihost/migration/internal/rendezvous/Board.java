package org.multihost.migration.internal.rendezvous;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * One process's access to what the hosts of a run share: the run's state and the values.
 *
 * <p>When the coordinator cannot be reached any more, a call, or the stage that it returns, fails
 * with {@link HostLostException}; the futures of {@link #opened} and {@link #value} need not
 * complete then.
 */
public interface Board extends AutoCloseable {

  /** Returns the id of this process in the run. */
  String session();

  /**
   * Applies a command to the state, and returns the reply. Commands are applied one after the
   * other.
   */
  Reply post(Command command);

  /** As {@link #post}, without waiting. */
  CompletionStage<Reply> postLater(Command command);

  /** Returns the current state. */
  RunState read();

  /** Passes every later state to the watcher, in order, after the watchers before it. */
  void watch(Consumer<RunState> watcher);

  /**
   * Completes, never exceptionally, when the board learns that the barrier is not in the state any
   * more. This only wakes a host that waits there; the state says whether the barrier is open.
   * Cancelling the future ends the wait.
   *
   * @param barrier the id of the barrier
   */
  CompletableFuture<?> opened(String barrier);

  /** Stores a value; completes with false if the key has a value already. */
  CompletionStage<Boolean> put(String key, String value);

  /** Completes with the value under the key, if there is one now. */
  CompletionStage<Optional<String>> find(String key);

  /** Completes with the value under the key, once there is one; cancelling it ends the wait. */
  CompletableFuture<String> value(String key);

  /** Completes with the exception to throw when the coordinator cannot be reached any more. */
  CompletionStage<HostLostException> lost();

  @Override
  void close();
}
