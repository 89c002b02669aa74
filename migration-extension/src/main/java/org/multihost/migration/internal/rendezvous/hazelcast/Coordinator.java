package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.cluster.Address;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.rendezvous.ClientConnection;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.HostState;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;

/** The coordinator of a run: its only Hazelcast member, in the process that leaves last. */
public final class Coordinator implements AutoCloseable {

  private static final Duration SET_UP = Duration.ofSeconds(10);

  private final CoordinatorSettings settings;
  private final String latchKind;
  private final HazelcastInstance hazelcast;
  private final HazelcastBoard board;
  private final StateSubscription watch;
  private final Heartbeat heartbeat;
  private final RepeatedCheck check;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Coordinator(
      CoordinatorSettings settings,
      HazelcastInstance hazelcast,
      Function<HazelcastInstance, Runnable> check) {
    this.settings = settings;
    this.hazelcast = hazelcast;
    this.latchKind = Latches.probe(hazelcast);
    HazelcastBoard.setUp(hazelcast, RunState.initial(settings.runId()), latchKind);
    this.board = board("coordinator");
    board.watch(new Openings(board.latches()));
    this.watch = new StateSubscription(board, "coordinator", Time.system());
    this.heartbeat =
        Heartbeat.start(
            hazelcast,
            Heartbeat.COORDINATOR,
            settings.silence(),
            session -> lose(session, Heartbeat.silent(settings.silence())));
    this.check =
        RepeatedCheck.start(
            "unauthenticated-connections",
            Heartbeat.interval(settings.silence()),
            check.apply(hazelcast),
            hazelcast.getLoggingService().getLogger(UnauthenticatedConnections.class));
  }

  /**
   * Starts the coordinator.
   *
   * @throws MultihostConfigurationException if it cannot listen at the address
   */
  public static Coordinator start(CoordinatorSettings settings) {
    return start(settings, (String address) -> {});
  }

  /**
   * As {@link #start(CoordinatorSettings)}.
   *
   * @param turnedAway receives the address of each process that has not shown the run's secret in
   *     time; must return quickly
   */
  public static Coordinator start(CoordinatorSettings settings, Consumer<String> turnedAway) {
    return checked(settings, member -> new UnauthenticatedConnections(member, turnedAway)::look);
  }

  /**
   * As {@link #start(CoordinatorSettings)}.
   *
   * @param check creates the check of the connections to the member
   */
  static Coordinator checked(
      CoordinatorSettings settings, Function<HazelcastInstance, Runnable> check) {
    if (settings.address().isUnresolved()) {
      throw new MultihostConfigurationException(
          "The coordinator cannot listen at [" + settings.address() + "]: unknown address");
    }
    HazelcastInstance hazelcast;
    try {
      hazelcast = Hazelcast.newHazelcastInstance(HazelcastConfigs.member(settings));
    } catch (RuntimeException e) {
      throw new MultihostConfigurationException(
          "The coordinator cannot listen at ["
              + text(settings.address())
              + "]: "
              + settings.obstacle(e),
          e);
    }
    try {
      Coordinator coordinator = new Coordinator(settings, hazelcast, check);
      coordinator.listen();
      return coordinator;
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw e;
    }
  }

  private void listen() {
    hazelcast.getClientService().addClientListener(new Disconnections());
    watch.add(new ScopeCleanup(board, watch));
  }

  private final class Disconnections implements ClientListener {
    @Override
    public void clientConnected(Client client) {}

    @Override
    public void clientDisconnected(Client client) {
      String session = client.getUuid().toString();
      heartbeat.forget(session);
      lose(session, "its process ended, or the connection to it broke");
    }
  }

  private void lose(String session, String why) {
    board.postLater(new Command.Lose(session, why));
  }

  private HazelcastBoard board(String session) {
    return new HazelcastBoard(hazelcast, session, text(address()), SET_UP, () -> {});
  }

  /**
   * Lets another process replace a lost host; called when no host waits for the lost one any more.
   */
  public void replace(String host) {
    board.post(new Command.Replace(host, "its process ended"));
    // After this, no watcher receives an older state, which has the loss.
    watch.current();
  }

  /**
   * Registers a listener for lost hosts. It receives the host's name and the reason, and must
   * return quickly.
   */
  public void onLoss(BiConsumer<String, String> listener) {
    watch.add(new Losses(listener));
  }

  /** Returns the run's state, for tests. */
  public RunState state() {
    return board.read();
  }

  /** Returns the Hazelcast member, for tests. */
  HazelcastInstance member() {
    return hazelcast;
  }

  public static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Returns the address at which it listens, with the actual port. */
  public InetSocketAddress address() {
    Address clients =
        Objects.requireNonNull(
            hazelcast.getCluster().getLocalMember().getAddressMap().get(EndpointQualifier.CLIENT));
    return new InetSocketAddress(settings.address().getAddress(), clients.getPort());
  }

  /** Returns the run's id. */
  public String runId() {
    return settings.runId();
  }

  /**
   * Returns the kind of latch that wakes waiting hosts: {@code IMap} or {@code ICountDownLatch}.
   */
  public String latchKind() {
    return latchKind;
  }

  /**
   * Joins the run as a host in this process.
   *
   * @throws MultihostConfigurationException if the run already has a host of that name
   */
  public HostConnection join(String host) {
    return ClientConnection.join(host, board(ClusterName.unique()));
  }

  /**
   * Waits until all hosts that joined have left or are lost.
   *
   * @return whether all have
   */
  public boolean awaitLeave(Duration timeout) {
    CompletableFuture<Boolean> alone = new CompletableFuture<>();
    StateSubscription.Registration news = watch.add(new Alone(alone));
    try {
      return StateSubscription.await(Time.system(), alone, timeout);
    } catch (TimeoutException e) {
      return false;
    } finally {
      news.close();
    }
  }

  private record Alone(CompletableFuture<Boolean> alone) implements StateSubscription.Watcher {
    @Override
    public void changed(RunState state) {
      if (state.hosts().values().stream().allMatch(HostState::isGone)) {
        alone.complete(true);
      }
    }

    @Override
    public void lost(HostLostException lost) {
      alone.complete(true);
    }
  }

  /** Waits up to 30 s until the hosts have left, and ends the run. */
  @Override
  public void close() {
    close(recorded -> {});
  }

  /**
   * As {@link #close()}.
   *
   * @param last receives what the hosts have recorded, in order, when they have left; the keys have
   *     the host and the place
   */
  public void close(Consumer<SortedMap<String, String>> last) {
    if (closed.compareAndSet(false, true)) {
      try {
        board.post(new Command.Close());
        awaitLeave(Duration.ofSeconds(30));
        last.accept(board.valuesOf(HostConnection.RECORDED));
      } finally {
        check.close();
        heartbeat.close();
        watch.close();
        board.close();
        hazelcast.getLifecycleService().terminate();
      }
    }
  }
}
