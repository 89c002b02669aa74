package org.multihost.migration.internal.rendezvous;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** A board in memory whose news and wake-ups a test withholds, and whose coordinator it loses. */
final class ControlledBoard implements Board {

  private final Board board;
  private final List<Consumer<RunState>> watchers = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Object>> waits = new CopyOnWriteArrayList<>();
  private final CompletableFuture<HostLostException> lost = new CompletableFuture<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean newsWithheld;
  private volatile boolean wakeUpsWithheld;

  ControlledBoard(MemoryRun run) {
    this.board = run.board();
    board.watch(this::received);
  }

  private void received(RunState state) {
    if (!newsWithheld) {
      deliver(state);
    }
  }

  /** Passes a state to the watchers. */
  void deliver(RunState state) {
    watchers.forEach(each -> each.accept(state));
  }

  void withholdNews() {
    newsWithheld = true;
  }

  void withholdWakeUps() {
    wakeUpsWithheld = true;
  }

  /** Wakes all that wait at a barrier, for whatever reason. */
  void wakeAll() {
    waits.forEach(each -> each.complete(true));
  }

  void lose(String why) {
    lost.complete(new HostLostException(why));
  }

  /** How often the state was read. */
  int reads() {
    return reads.get();
  }

  /** The waits at barriers that were asked for and have not ended. */
  List<CompletableFuture<Object>> openWaits() {
    List<CompletableFuture<Object>> open = new ArrayList<>(waits);
    open.removeIf(CompletableFuture::isDone);
    return open;
  }

  @Override
  public String session() {
    return board.session();
  }

  @Override
  public Reply post(Command command) {
    return board.post(command);
  }

  @Override
  public CompletionStage<Reply> postLater(Command command) {
    return board.postLater(command);
  }

  @Override
  public RunState read() {
    reads.incrementAndGet();
    return board.read();
  }

  @Override
  public void watch(Consumer<RunState> watcher) {
    watchers.add(watcher);
  }

  @Override
  public CompletableFuture<?> opened(String barrier) {
    CompletableFuture<Object> opened = new CompletableFuture<>();
    waits.add(opened);
    if (!wakeUpsWithheld) {
      board.opened(barrier).thenAccept(opened::complete);
    }
    return opened;
  }

  @Override
  public CompletionStage<Boolean> put(String key, String value) {
    return board.put(key, value);
  }

  @Override
  public CompletionStage<Optional<String>> find(String key) {
    return board.find(key);
  }

  @Override
  public CompletableFuture<String> value(String key) {
    return board.value(key);
  }

  @Override
  public CompletionStage<HostLostException> lost() {
    return lost;
  }

  @Override
  public void close() {
    board.close();
  }
}
