package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.HostState;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.time.Time;

/** A {@link HostConnection} on a board. */
public final class ClientConnection implements HostConnection {

  private final String self;
  private final Board board;
  private final StateSubscription watch;
  private final BarrierWaits waits;
  private final AtomicLong tickets = new AtomicLong();
  private final AtomicLong recorded = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ClientConnection(String self, Board board, Time time) {
    this.self = self;
    this.board = board;
    this.watch = new StateSubscription(board, self, time);
    this.waits = new BarrierWaits(self, board, watch);
  }

  /**
   * Joins the run that the board belongs to. Closes the board if the run refuses the host.
   *
   * @throws RunEndingException if the run is ending; the board stays open, so that the caller can
   *     wait for the run's end
   */
  public static ClientConnection join(String host, Board board) {
    return join(host, board, Time.system());
  }

  /** As {@link #join(String, Board)}, with the clock for this host's waits. */
  public static ClientConnection join(String host, Board board, Time time) {
    try {
      Reply reply = board.post(new Command.Join(host, board.session()));
      if (reply instanceof Reply.RunEnding ending) {
        throw new RunEndingException(ending.why());
      }
      if (reply instanceof Reply.Refused refused) {
        throw new MultihostConfigurationException(refused.why());
      }
      return new ClientConnection(host, board, time);
    } catch (RunEndingException e) {
      throw e;
    } catch (RuntimeException e) {
      board.close();
      throw e;
    }
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public String runId() {
    return watch.latest().runId();
  }

  @Override
  public List<String> absent(List<String> hosts) {
    Map<String, HostState> known = watch.latest().hosts();
    return hosts.stream()
        .filter(host -> !known.containsKey(host) || known.get(host).isGone())
        .filter(host -> !host.equals(self))
        .toList();
  }

  @Override
  public ClassScope enterClass(
      String id, List<String> hosts, String plan, Duration timeout, Duration step) {
    if (!hosts.contains(self)) {
      throw new IllegalArgumentException("Host [" + self + "] is none of " + hosts);
    }
    String scope =
        waits.meet(
            Kind.ENTER,
            new Command.EnterClass(self, ticket(), id, hosts, plan),
            new BarrierWaits.Limit(timeout, step));
    return new ClientClass(this, scope, new ClassKey(id, hosts));
  }

  @Override
  public void skip(ClassKey type, String id, String reason) {
    stayOut(type, id, Failure.skipped(self, id, reason));
  }

  @Override
  public void fail(ClassKey type, String id, String doing, Throwable failure) {
    stayOut(type, id, Failure.reported(self, doing, failure));
  }

  private void stayOut(ClassKey type, String id, Failure why) {
    board.post(new Command.StayOut(self, type.id(), type.hosts(), id, why));
  }

  @Override
  public void record(String where, String text) {
    long number = recorded.incrementAndGet();
    board.put("%s%s/%s/%08d".formatted(RECORDED, self, where, number), text);
  }

  public String ticket() {
    return self + "#" + tickets.incrementAndGet();
  }

  public Board board() {
    return board;
  }

  public StateSubscription watch() {
    return watch;
  }

  public BarrierWaits waits() {
    return waits;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      board.post(new Command.Leave(self, board.session()));
    } catch (HostLostException e) {
      // The run is over for this host anyway.
    } finally {
      watch.close();
      board.close();
    }
  }
}
