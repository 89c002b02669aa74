package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;
import org.multihost.migration.internal.time.Time;

/** A host's connection, on a board. */
final class BoardConnection implements HostConnection {

  private final String self;
  private final Board board;
  private final Watch watch;
  private final Waits waits;
  private final AtomicLong tickets = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  private BoardConnection(String self, Board board, Time time) {
    this.self = self;
    this.board = board;
    this.watch = new Watch(board, self, time);
    this.waits = new Waits(self, board, watch);
  }

  /**
   * Joins the run that the board belongs to; closes the board if the run does not take it.
   *
   * @throws RunEndingException if the run is ending; the board still tells of its end
   */
  static BoardConnection join(String host, Board board) {
    return join(host, board, Time.system());
  }

  /** As {@link #join(String, Board)}, with the clock that the host waits by. */
  static BoardConnection join(String host, Board board, Time time) {
    try {
      Reply reply = board.post(new Command.Join(host, board.session()));
      if (reply.refusal() != null) {
        throw reply.ending()
            ? new RunEndingException(reply.refusal())
            : new MultihostConfigurationException(reply.refusal());
      }
      return new BoardConnection(host, board, time);
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
  public ClassScope enterClass(
      String id, List<String> hosts, String plan, Duration timeout, Duration step) {
    if (!hosts.contains(self)) {
      throw new IllegalArgumentException("Host [" + self + "] is none of " + hosts);
    }
    String scope =
        waits.meet(
            Kind.ENTER,
            new Command.EnterClass(self, ticket(), id, hosts, plan),
            new Waits.Limit(timeout, step));
    return new BoardClass(this, scope, new ClassKey(id, hosts));
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

  String ticket() {
    return self + "#" + tickets.incrementAndGet();
  }

  Board board() {
    return board;
  }

  Watch watch() {
    return watch;
  }

  Waits waits() {
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
