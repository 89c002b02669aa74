package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.Board;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * A board on Hazelcast. The state is one map entry, as JSON, changed by an entry processor and
 * watched by an entry listener. {@link SharedValues} are in another map, and {@link Latches} wake
 * the hosts that wait at a barrier.
 */
final class HazelcastBoard implements Board {

  private static final String STATE = "state";
  private static final String FORMAT = "format";
  private static final String LATCHES = "latches";

  private final String session;
  private final String coordinator;
  private final Runnable onClose;
  private final IMap<String, String> run;
  private final Requests requests;
  private final SharedValues values;
  private final Latches latches;
  private final CompletableFuture<String> firstState = new CompletableFuture<>();
  private volatile Consumer<RunState> watcher = state -> {};

  /**
   * @param coordinator the coordinator's place, for messages
   * @param patience the timeout for the coordinator to set up the run
   */
  HazelcastBoard(
      HazelcastInstance hazelcast,
      String session,
      String coordinator,
      Duration patience,
      Runnable onClose) {
    this.session = session;
    this.coordinator = coordinator;
    this.onClose = onClose;
    this.run = hazelcast.getMap("run");
    this.requests = new Requests(coordinator);
    this.values = new SharedValues(hazelcast, requests);
    run.addEntryListener(new States(this::stateChanged), STATE, true);
    awaitRun(patience);
    verifyFormat();
    this.latches = Latches.of(String.valueOf(run.get(LATCHES)), hazelcast);
  }

  /**
   * Sets up a run; only the coordinator calls this, once.
   *
   * @param latchKind the kind of {@link Latches} that all processes of the run use
   */
  public static void setUp(HazelcastInstance hazelcast, RunState initial, String latchKind) {
    IMap<String, String> run = hazelcast.getMap("run");
    run.set(FORMAT, WireFingerprint.own());
    run.set(LATCHES, latchKind);
    run.set(STATE, Wire.write(initial));
  }

  private void awaitRun(Duration patience) {
    String present = run.get(STATE);
    if (present != null) {
      firstState.complete(present);
    }
    try {
      firstState.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new HostLostException(coordinator + " has no run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MultihostException("Interrupted while joining the run", e);
    }
  }

  private void verifyFormat() {
    String theirs = run.get(FORMAT);
    if (!WireFingerprint.own().equals(theirs)) {
      throw new MultihostConfigurationException(
          coordinator
              + " has another version of Multihost Migration than this host: wire format ["
              + theirs
              + "] there, ["
              + WireFingerprint.own()
              + "] here; use the same version of [org.multihost:migration-extension] on every"
              + " host");
    }
  }

  private record States(Consumer<EntryEvent<String, String>> consumer)
      implements EntryAddedListener<String, String>, EntryUpdatedListener<String, String> {
    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      consumer.accept(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      consumer.accept(event);
    }
  }

  private void stateChanged(EntryEvent<String, String> event) {
    firstState.complete(event.getValue());
    watcher.accept(Wire.read(event.getValue(), RunState.class));
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public Reply post(Command command) {
    EntryProcessors.ChangeState change = new EntryProcessors.ChangeState(Wire.write(command));
    return Wire.read(
        requests.answered(requests.send(() -> run.submitToKey(STATE, change))), Reply.class);
  }

  @Override
  public CompletionStage<Reply> postLater(Command command) {
    EntryProcessors.ChangeState change = new EntryProcessors.ChangeState(Wire.write(command));
    return requests
        .send(() -> run.submitToKey(STATE, change))
        .thenApply(json -> Wire.read(json, Reply.class));
  }

  @Override
  public RunState read() {
    String json = requests.answered(requests.send(() -> run.getAsync(STATE)));
    return Wire.read(String.valueOf(json), RunState.class);
  }

  @Override
  public void watch(Consumer<RunState> newWatcher) {
    watcher = watcher.andThen(newWatcher);
  }

  @Override
  public CompletableFuture<?> opened(String barrier) {
    CompletableFuture<Boolean> opened = new CompletableFuture<>();
    latches
        .await(barrier, opened)
        .thenCompose(subscribed -> isOpen(barrier)) // it may have opened before
        .thenAccept(open -> complete(opened, open));
    return opened;
  }

  private CompletionStage<Boolean> isOpen(String barrier) {
    return requests
        .send(() -> run.getAsync(STATE))
        .thenApply(json -> !Wire.read(json, RunState.class).barriers().containsKey(barrier));
  }

  private static void complete(CompletableFuture<Boolean> opened, boolean open) {
    if (open) {
      opened.complete(true);
    }
  }

  @Override
  public CompletionStage<Boolean> put(String key, String value) {
    return values.put(key, value);
  }

  @Override
  public CompletionStage<Optional<String>> find(String key) {
    return values.find(key);
  }

  @Override
  public CompletableFuture<String> value(String key) {
    return values.await(key);
  }

  @Override
  public CompletionStage<HostLostException> lost() {
    return requests.lost();
  }

  /** Reports that the coordinator cannot be reached any more. */
  public void lose(String why) {
    requests.lose(why);
  }

  Latches latches() {
    return latches;
  }

  /** Returns all values whose keys begin with a prefix, in the order of their keys. */
  SortedMap<String, String> valuesOf(String prefix) {
    return values.of(prefix);
  }

  /** Drops the values and latches of scopes that are over; only the coordinator does. */
  void forget(Set<String> scopes) {
    values.forget(scopes);
    latches.forget(scopes);
  }

  @Override
  public void close() {
    latches.close();
    onClose.run();
  }
}
