package org.multihost.migration.internal.rendezvous.state;

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
 * The failure that breaks a scope.
 *
 * @param kind the kind of failure
 * @param host the host on which it happened; empty if it concerns all hosts alike
 * @param doing what that host was doing
 * @param message a sentence for the hosts on which it did not happen
 * @param cause the throwable on that host
 */
public record Failure(
    Kind kind, String host, String doing, String message, @Nullable ThrowableRecord cause) {

  private static final int MAX_DEPTH = 32;

  /** The kind of a failure. */
  public enum Kind {
    FAILED,
    ABORTED,
    SKIPPED,
    WRONG_BARRIER,
    LOST
  }

  public static Failure thrown(String host, String doing, ThrowableRecord cause) {
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
   * Returns the failure that a host reports for a throwable. For an echo it is the original failure
   * of the other host, never a new failure of this host.
   */
  public static Failure reported(String host, String doing, Throwable thrown) {
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

  /** Returns the failure of another host that a throwable is, or has as a cause. */
  public static Optional<PeerFailedException> echoed(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MAX_DEPTH)
        .filter(PeerFailedException.class::isInstance)
        .map(PeerFailedException.class::cast)
        .findFirst();
  }

  public static Failure skipped(String host, String id, String reason) {
    String message = "Host [" + host + "] skips [" + id + "]: " + reason;
    return new Failure(Kind.SKIPPED, host, "", message, null);
  }

  static Failure wrongBarrier(String message) {
    return new Failure(Kind.WRONG_BARRIER, "", "", message, null);
  }

  /**
   * Returns the failure of a wait in a class or test that all its hosts, this one included, have
   * left.
   */
  public static Failure over() {
    return wrongBarrier("All hosts have left the class or test of this barrier");
  }

  public static Failure gone(String host, String doing, String message) {
    return new Failure(Kind.LOST, host, doing, message, null);
  }

  /** Returns whether the scope fails with this one although the other one came first. */
  boolean prevailsOver(Failure other) {
    return fails() && !other.fails();
  }

  /** Returns whether this is a failure, not an abort or a skip. */
  public boolean fails() {
    return kind != Kind.ABORTED && kind != Kind.SKIPPED;
  }

  /** Returns the exception to throw on a host. */
  public RuntimeException toException(String self) {
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
