package org.multihost.migration.internal.rendezvous;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.hazelcast.Wire;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** A run in memory: boards on one state, without Hazelcast. */
final class MemoryRun {

  private final List<Consumer<RunState>> watchers = new ArrayList<>();
  private final Map<String, CompletableFuture<String>> values = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> opened = new ConcurrentHashMap<>();
  private RunState state = RunState.initial("memory");
  private int sessions;

  synchronized Board board() {
    return new MemoryBoard("session-" + ++sessions);
  }

  synchronized Reply post(Command command) {
    Command wired = Wire.read(Wire.write(command), Command.class);
    RunState.Step step = state.apply(wired, System.nanoTime() / 1_000_000);
    state = Wire.read(Wire.write(step.state()), RunState.class);
    watchers.forEach(each -> each.accept(state));
    opened.forEach(this::openIfGone);
    return Wire.read(Wire.write(step.reply()), Reply.class);
  }

  synchronized RunState state() {
    return state;
  }

  private void openIfGone(String barrier, CompletableFuture<Void> waiting) {
    if (!state.barriers().containsKey(barrier)) {
      waiting.complete(null);
    }
  }

  private final class MemoryBoard implements Board {
    private final String session;

    MemoryBoard(String session) {
      this.session = session;
    }

    @Override
    public String session() {
      return session;
    }

    @Override
    public Reply post(Command command) {
      return MemoryRun.this.post(command);
    }

    @Override
    public CompletionStage<Reply> postLater(Command command) {
      return CompletableFuture.completedFuture(post(command));
    }

    @Override
    public RunState read() {
      return state();
    }

    @Override
    public void watch(Consumer<RunState> watcher) {
      synchronized (MemoryRun.this) {
        watchers.add(watcher);
      }
    }

    @Override
    public CompletableFuture<?> opened(String barrier) {
      synchronized (MemoryRun.this) {
        CompletableFuture<Void> shared =
            opened.computeIfAbsent(barrier, each -> new CompletableFuture<>());
        openIfGone(barrier, shared);
        return shared.copy();
      }
    }

    @Override
    public CompletionStage<Boolean> put(String key, String value) {
      return CompletableFuture.completedFuture(slot(key).complete(value));
    }

    @Override
    public CompletionStage<Optional<String>> find(String key) {
      return CompletableFuture.completedFuture(Optional.ofNullable(slot(key).getNow(null)));
    }

    @Override
    public CompletableFuture<String> value(String key) {
      return slot(key).copy();
    }

    private CompletableFuture<String> slot(String key) {
      return values.computeIfAbsent(key, each -> new CompletableFuture<>());
    }

    @Override
    public CompletionStage<HostLostException> lost() {
      return new CompletableFuture<>();
    }

    @Override
    public void close() {}
  }
}
