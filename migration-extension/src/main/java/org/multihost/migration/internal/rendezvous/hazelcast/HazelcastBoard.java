package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.HazelcastClientNotActiveException;
import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.rendezvous.Board;
import org.multihost.migration.internal.rendezvous.Latch;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;

/**
 * A board on Hazelcast. The state is one map entry, as JSON, changed by an entry processor and
 * watched by an entry listener. The values are in another map.
 */
final class HazelcastBoard implements Board {

  private static final String STATE = "state";
  private static final String FORMAT = "format";
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HazelcastInstance hazelcast;
  private final String session;
  private final String coordinator;
  private final Runnable onClose;
  private final IMap<String, String> run;
  private final IMap<String, String> values;
  private final Latches latches;
  private final CompletableFuture<HostLostException> lost = new CompletableFuture<>();
  private final CompletableFuture<String> firstState = new CompletableFuture<>();
  private final Map<String, Set<CompletableFuture<String>>> awaited = new ConcurrentHashMap<>();
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
    this.hazelcast = hazelcast;
    this.session = session;
    this.coordinator = coordinator;
    this.onClose = onClose;
    this.run = hazelcast.getMap("run");
    this.values = hazelcast.getMap("values");
    run.addEntryListener(new Arrivals(this::stateChanged), STATE, true);
    values.addEntryListener(new Arrivals(this::valueCame), true);
    this.latches = Latches.of(awaitRun(patience).latchKind(), hazelcast);
  }

  /** Sets up a run; only the coordinator calls this, once. */
  public static void setUp(HazelcastInstance hazelcast, RunState initial) {
    IMap<String, String> run = hazelcast.getMap("run");
    run.set(FORMAT, WireFingerprint.own());
    run.set(STATE, Wire.write(initial));
  }

  private RunState awaitRun(Duration patience) {
    String present = run.get(STATE);
    if (present != null) {
      firstState.complete(present);
    }
    try {
      String first = firstState.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      verifyFormat();
      return Wire.read(first, RunState.class);
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

  private record Arrivals(Consumer<EntryEvent<String, String>> consumer)
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

  private void valueCame(EntryEvent<String, String> event) {
    awaited.getOrDefault(event.getKey(), Set.of()).forEach(each -> each.complete(event.getValue()));
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public Reply post(Command command) {
    EntryProcessors.ChangeState change = new EntryProcessors.ChangeState(Wire.write(command));
    return Wire.read(answered(later(() -> run.submitToKey(STATE, change))), Reply.class);
  }

  @Override
  public CompletionStage<Reply> postLater(Command command) {
    EntryProcessors.ChangeState change = new EntryProcessors.ChangeState(Wire.write(command));
    return later(() -> run.submitToKey(STATE, change))
        .thenApply(json -> Wire.read(json, Reply.class));
  }

  @Override
  public RunState read() {
    String json = answered(later(() -> run.getAsync(STATE)));
    return Wire.read(String.valueOf(json), RunState.class);
  }

  @Override
  public void watch(Consumer<RunState> newWatcher) {
    watcher = newWatcher;
  }

  @Override
  public Latch latch(String id, int count) {
    return latches.latch(id, count);
  }

  @Override
  public CompletionStage<Boolean> put(String key, String value) {
    return later(() -> values.submitToKey(key, new EntryProcessors.PutOnce(value)));
  }

  @Override
  public CompletionStage<Optional<String>> find(String key) {
    return later(() -> values.getAsync(key)).thenApply(Optional::ofNullable);
  }

  @Override
  public CompletableFuture<String> value(String key) {
    CompletableFuture<String> value = new CompletableFuture<>();
    awaited.compute(key, (each, waiting) -> added(waiting, value));
    value.whenComplete((present, thrown) -> dismiss(key, value));
    find(key).thenAccept(found -> found.ifPresent(value::complete));
    return value;
  }

  private static Set<CompletableFuture<String>> added(
      @Nullable Set<CompletableFuture<String>> waiting, CompletableFuture<String> value) {
    Set<CompletableFuture<String>> all = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
    all.add(value);
    return all;
  }

  /** Removes one wait; others may still wait for that key. */
  private void dismiss(String key, CompletableFuture<String> value) {
    awaited.computeIfPresent(
        key,
        (each, waiting) -> {
          waiting.remove(value);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  @Override
  public CompletionStage<HostLostException> lost() {
    return lost;
  }

  /** Reports that the coordinator cannot be reached any more. */
  public void lose(String why) {
    lost.complete(lostBecause(why, null));
  }

  private HostLostException lostBecause(String why, @Nullable Throwable cause) {
    return new HostLostException(coordinator + " was lost: " + why, cause);
  }

  /**
   * Waits for an answer, or for the loss of the coordinator. A frozen coordinator never answers,
   * and Hazelcast itself would go on waiting for it.
   */
  private <T> T answered(CompletionStage<T> request) {
    CompletableFuture<T> answer = request.toCompletableFuture();
    try {
      StateSubscription.await(Time.system(), CompletableFuture.anyOf(answer, lost), ANSWER);
    } catch (TimeoutException e) {
      throw lostBecause("it has not answered for " + Durations.format(ANSWER), e);
    }
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      return answer.join();
    }
    throw lost.join();
  }

  private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> call) {
    try {
      return call.get()
          .exceptionally(
              thrown -> {
                throw translated(
                    thrown instanceof CompletionException e && e.getCause() != null
                        ? e.getCause()
                        : thrown);
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(translated(e));
    }
  }

  private RuntimeException translated(Throwable thrown) {
    HostLostException known = lost.getNow(null);
    if (known != null) {
      return known;
    }
    boolean unreachable =
        thrown instanceof HazelcastException
            || thrown instanceof HazelcastClientNotActiveException
            || thrown instanceof HazelcastClientOfflineException
            || thrown instanceof HazelcastInstanceNotActiveException;
    return unreachable
        ? lostBecause("its process ended, or the connection to it broke", thrown)
        : new MultihostException("The coordinator refused a request: " + thrown, thrown);
  }

  /** Drops the values of scopes that are over. */
  void forgetValues(Set<String> scopes) {
    for (String key : values.keySet()) {
      if (scopes.contains(key.substring(0, Math.max(0, key.indexOf('/'))))) {
        values.delete(key);
      }
    }
  }

  Latches latches() {
    return latches;
  }

  @Override
  public void close() {
    latches.close();
    onClose.run();
  }
}
