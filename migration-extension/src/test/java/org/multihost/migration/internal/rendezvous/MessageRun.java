package org.multihost.migration.internal.rendezvous;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;

/**
 * A run in memory whose news reach each host as messages, in order and at their own time, and whose
 * hosts can be lost. Used by one thread at a time.
 */
public final class MessageRun {

  private final Time time;
  private final Runnable pause;
  private final BiConsumer<String, Runnable> delivery;
  private final List<HostBoard> boards = new ArrayList<>();
  private final Map<String, CompletableFuture<String>> values = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Void>> opened = new LinkedHashMap<>();
  private RunState state = RunState.initial("run");

  /**
   * An empty run.
   *
   * @param pause called before each request, where a real one takes its time
   * @param delivery takes a host's name and a message to it
   */
  public MessageRun(Time time, Runnable pause, BiConsumer<String, Runnable> delivery) {
    this.time = time;
    this.pause = pause;
    this.delivery = delivery;
  }

  /** Joins as a host. */
  public HostConnection join(String host) {
    HostBoard board = new HostBoard(host, host + "-" + boards.size());
    boards.add(board);
    return ClientConnection.join(host, board, time);
  }

  /** The host's process has ended without a word: the others hear of it, it hears of nothing. */
  public void lose(String host, String reason) {
    for (HostBoard board : boards) {
      if (board.host.equals(host)) {
        apply(new Command.Lose(board.session, reason));
        board.cut(reason);
      }
    }
  }

  private Reply apply(Command command) {
    RunState.Step step = state.apply(command, time.nanos() / 1_000_000);
    state = step.state();
    boards.forEach(board -> board.tell(step.state()));
    opened.forEach(this::openIfGone);
    return step.reply();
  }

  private void openIfGone(String barrier, CompletableFuture<Void> waiting) {
    if (!state.barriers().containsKey(barrier)) {
      waiting.complete(null);
    }
  }

  private final class HostBoard implements Board {
    private final String host;
    private final String session;
    private final CompletableFuture<HostLostException> lost = new CompletableFuture<>();
    private @Nullable Consumer<RunState> watcher;

    HostBoard(String host, String session) {
      this.host = host;
      this.session = session;
    }

    public void cut(String reason) {
      lost.complete(new HostLostException("Host [" + host + "] is lost: " + reason));
    }

    public void tell(RunState news) {
      Consumer<RunState> told = watcher;
      if (told != null && !lost.isDone()) {
        delivery.accept(host, () -> told.accept(news));
      }
    }

    private <T> CompletableFuture<T> delivered(CompletionStage<T> stage) {
      CompletableFuture<T> here = new CompletableFuture<>();
      stage.thenAccept(value -> delivery.accept(host, () -> here.complete(value)));
      return here;
    }

    private void request() {
      pause.run();
      if (lost.isDone()) {
        throw new HostLostException(lost.join().getMessage());
      }
    }

    @Override
    public String session() {
      return session;
    }

    @Override
    public Reply post(Command command) {
      request();
      Reply reply = apply(command);
      pause.run();
      return reply;
    }

    @Override
    public CompletionStage<Reply> postLater(Command command) {
      return lost.isDone()
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(apply(command));
    }

    @Override
    public RunState read() {
      request();
      return state;
    }

    @Override
    public void watch(Consumer<RunState> newWatcher) {
      watcher = newWatcher;
    }

    @Override
    public CompletableFuture<?> opened(String barrier) {
      CompletableFuture<Void> shared =
          opened.computeIfAbsent(barrier, each -> new CompletableFuture<>());
      openIfGone(barrier, shared);
      return delivered(shared);
    }

    @Override
    public CompletionStage<Boolean> put(String key, String value) {
      return lost.isDone()
          ? new CompletableFuture<>()
          : delivered(CompletableFuture.completedFuture(slot(key).complete(value)));
    }

    @Override
    public CompletionStage<Optional<String>> find(String key) {
      Optional<String> found = Optional.ofNullable(slot(key).getNow(null));
      return lost.isDone()
          ? new CompletableFuture<>()
          : delivered(CompletableFuture.completedFuture(found));
    }

    @Override
    public CompletableFuture<String> value(String key) {
      return delivered(slot(key));
    }

    private CompletableFuture<String> slot(String key) {
      return values.computeIfAbsent(key, each -> new CompletableFuture<>());
    }

    @Override
    public CompletionStage<HostLostException> lost() {
      return lost;
    }

    @Override
    public void close() {}
  }
}
