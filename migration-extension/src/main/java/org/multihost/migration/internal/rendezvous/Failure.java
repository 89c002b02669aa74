package org.multihost.migration.internal.rendezvous;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.TestAbortedException;

/**
 * Why a scope is broken.
 *
 * @param kind what happened
 * @param host the host that it happened on; empty if it concerns all alike
 * @param doing what that host was doing
 * @param message a sentence for those that did not see it themselves
 * @param cause what was thrown there
 */
record Failure(
    Kind kind, String host, String doing, String message, @Nullable ThrowableRecord cause) {

  private static final int MAX_DEPTH = 32;

  /** What happened. */
  enum Kind {
    FAILED,
    ABORTED,
    SKIPPED,
    WRONG_BARRIER,
    LOST
  }

  static Failure thrown(String host, String doing, ThrowableRecord cause) {
    boolean aborted = cause.kind() == ThrowableRecord.Kind.ABORTED;
    String what = aborted ? "aborted the test" : "failed";
    return new Failure(
        aborted ? Kind.ABORTED : Kind.FAILED,
        host,
        doing,
        "Host [" + host + "] " + what + " while doing [" + doing + "]: " + cause,
        cause);
  }

  /**
   * What the host reports when that was thrown on it: an echo is the failure that it comes from,
   * never a new one of this host.
   */
  static Failure reported(String host, String doing, Throwable thrown) {
    return echoed(thrown)
        .map(echo -> echoOf(echo, Objects.requireNonNullElse(echo.getCause(), echo)))
        .orElseGet(() -> thrown(host, doing, ThrowableRecord.of(thrown)));
  }

  private static Failure echoOf(PeerFailedException echo, Throwable cause) {
    return new Failure(
        Kind.FAILED,
        echo.host(),
        echo.phase(),
        String.valueOf(echo.getMessage()),
        ThrowableRecord.of(cause));
  }

  /** The failure of another host that a throwable is, or comes from. */
  static Optional<PeerFailedException> echoed(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MAX_DEPTH)
        .filter(PeerFailedException.class::isInstance)
        .map(PeerFailedException.class::cast)
        .findFirst();
  }

  static Failure skipped(String host, String id, String reason) {
    String message = "Host [" + host + "] skips [" + id + "]: " + reason;
    return new Failure(Kind.SKIPPED, host, "", message, null);
  }

  static Failure wrongBarrier(String message) {
    return new Failure(Kind.WRONG_BARRIER, "", "", message, null);
  }

  /** Of a wait in a class or test that all its hosts, this one too, have gone on from. */
  static Failure over() {
    return wrongBarrier("All hosts have gone on from the class or test of this barrier");
  }

  static Failure gone(String host, String doing, String message) {
    return new Failure(Kind.LOST, host, doing, message, null);
  }

  /** Whether it is what the scope fails with although the other one came first. */
  boolean prevailsOver(Failure other) {
    return fails() && !other.fails();
  }

  /** Whether it is more than an abort or a skip. */
  boolean fails() {
    return kind != Kind.ABORTED && kind != Kind.SKIPPED;
  }

  /** The exception that says it, to be thrown on a host. */
  RuntimeException toException(String self) {
    @Nullable Throwable rebuilt = cause == null ? null : cause.rebuild();
    return switch (kind) {
      case WRONG_BARRIER -> new WrongBarrierException(message);
      case LOST -> new HostLostException(message);
      case SKIPPED -> new TestAbortedException(message);
      case ABORTED -> new TestAbortedException(message, rebuilt);
      case FAILED ->
          host.equals(self) || rebuilt == null
              ? new MultihostException(message, rebuilt)
              : new PeerFailedException(message, host, doing, rebuilt);
    };
  }
}
