package org.multihost.migration.internal.rendezvous.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import java.util.Optional;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.wire.ThrowableParts;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.TestAbortedException;

/** The failure, abort or skip that breaks a scope. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "failure")
@JsonSubTypes({
  @JsonSubTypes.Type(Failure.Thrown.class),
  @JsonSubTypes.Type(Failure.Aborted.class),
  @JsonSubTypes.Type(Failure.Skipped.class),
  @JsonSubTypes.Type(Failure.WrongBarrier.class),
  @JsonSubTypes.Type(Failure.Lost.class)
})
public sealed interface Failure {

  /** Returns a sentence for the hosts on which it did not happen. */
  String message();

  /** Returns the exception to throw on a host. */
  RuntimeException toException(String self);

  /** Returns whether it happened on that host; some failures concern all hosts alike. */
  default boolean isOf(String host) {
    return false;
  }

  /** Returns whether this is a failure, not an abort or a skip. */
  default boolean fails() {
    return true;
  }

  /** Returns whether the scope fails with this one although the other one came first. */
  default boolean prevailsOver(Failure other) {
    return fails() && !other.fails();
  }

  /**
   * A host has thrown something.
   *
   * @param doing what that host was doing
   */
  record Thrown(String host, String doing, String message, ThrowableRecord cause)
      implements Failure {
    @Override
    public boolean isOf(String other) {
      return host.equals(other);
    }

    @Override
    public RuntimeException toException(String self) {
      Throwable rebuilt = cause.rebuild();
      return isOf(self)
          ? new MultihostException(message, rebuilt)
          : new PeerFailedException(message, host, doing, rebuilt);
    }
  }

  /** A host has aborted the test. */
  record Aborted(String host, String message, ThrowableRecord cause) implements Failure {
    @Override
    public boolean isOf(String other) {
      return host.equals(other);
    }

    @Override
    public boolean fails() {
      return false;
    }

    @Override
    public RuntimeException toException(String self) {
      return new TestAbortedException(message, cause.rebuild());
    }
  }

  /** A host skips the test or class. */
  record Skipped(String host, String message) implements Failure {
    @Override
    public boolean isOf(String other) {
      return host.equals(other);
    }

    @Override
    public boolean fails() {
      return false;
    }

    @Override
    public RuntimeException toException(String self) {
      return new TestAbortedException(message);
    }
  }

  /** The hosts can never meet. */
  record WrongBarrier(String message) implements Failure {
    @Override
    public RuntimeException toException(String self) {
      return new WrongBarrierException(message);
    }
  }

  /** A host is lost, or has left the run. */
  record Lost(String host, String message) implements Failure {
    @Override
    public boolean isOf(String other) {
      return host.equals(other);
    }

    @Override
    public RuntimeException toException(String self) {
      return new HostLostException(message);
    }
  }

  /** Returns the failure or abort of a host that has thrown something. */
  static Failure thrown(String host, String doing, ThrowableRecord cause) {
    boolean aborted = cause.kind() == ThrowableRecord.Kind.ABORTED;
    String what = aborted ? "aborted the test" : "failed";
    String message = "Host [" + host + "] " + what + " while doing [" + doing + "]: " + cause;
    return aborted ? new Aborted(host, message, cause) : new Thrown(host, doing, message, cause);
  }

  /**
   * Returns the failure that a host reports for a throwable. For an echo it is the original failure
   * of the other host, never a new failure of this host.
   */
  static Failure reported(String host, String doing, Throwable thrown) {
    return echoed(thrown)
        .map(echo -> echoOf(echo, Objects.requireNonNullElse(ThrowableParts.cause(echo), echo)))
        .orElseGet(() -> thrown(host, doing, ThrowableRecord.of(thrown)));
  }

  private static Failure echoOf(PeerFailedException echo, Throwable cause) {
    return new Thrown(
        echo.host(), echo.phase(), String.valueOf(echo.getMessage()), ThrowableRecord.of(cause));
  }

  /** Returns the failure of another host that a throwable is, or has as a cause. */
  static Optional<PeerFailedException> echoed(Throwable thrown) {
    return ThrowableParts.chain(thrown)
        .filter(PeerFailedException.class::isInstance)
        .map(PeerFailedException.class::cast)
        .findFirst();
  }

  /** Returns the skip of a test or class. */
  static Failure skipped(String host, String id, String reason) {
    return new Skipped(host, "Host [" + host + "] skips [" + id + "]: " + reason);
  }

  /** Returns the failure of a wait in a class or test from which the waiting host has gone on. */
  static Failure over(String host) {
    return new WrongBarrier(
        "Host [" + host + "] has gone on from the class or test of this barrier");
  }
}
