package org.multihost.migration.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** The log of one host: what it did and reported in one run of the class, in order. */
final class HostLog implements TestExecutionListener {

  /** An entry. */
  sealed interface Entry {}

  /** The test's code came to a point. */
  record Began(Point point, boolean interrupted) implements Entry {}

  /** The user's clean-up. */
  record CleanedUp(Point point, boolean undisturbed) implements Entry {}

  /** An event happened. */
  record Acted(Event event, long nanos) implements Entry {}

  /** The body of a test did all it had to do. */
  record Completed() implements Entry {}

  /** The body of a test caught what was thrown in it. */
  record Swallowed() implements Entry {}

  /** JUnit reported a test or container. */
  record Reported(UniqueId id, Status status, Optional<Throwable> thrown) implements Entry {
    /** Whether it is a test, an invocation or a factory: what the hosts enter together. */
    boolean isUnit() {
      String type = id.getLastSegment().getType();
      return type.equals("method")
          || type.equals("test-factory")
          || type.equals("test-template-invocation");
    }

    /** The unit that it is, or belongs to; empty for a class. */
    Optional<UniqueId> unit() {
      UniqueId each = id;
      while (each.getSegments().size() > 1) {
        if (new Reported(each, status, thrown).isUnit()) {
          return Optional.of(each);
        }
        each = each.removeLastSegment();
      }
      return Optional.empty();
    }
  }

  /** As JUnit has it. */
  enum Status {
    SUCCESSFUL,
    SKIPPED,
    ABORTED,
    FAILED
  }

  private final String host;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private volatile boolean lost;

  HostLog(String host) {
    this.host = host;
  }

  String host() {
    return host;
  }

  void add(Entry entry) {
    if (!lost) {
      entries.add(entry);
    }
  }

  /** The host is gone; what its threads still do is nobody's concern. */
  void lost() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  List<Entry> entries() {
    return new ArrayList<>(entries);
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    add(new Reported(identifier.getUniqueIdObject(), Status.SKIPPED, Optional.empty()));
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    Status status = Status.valueOf(result.getStatus().name());
    add(new Reported(identifier.getUniqueIdObject(), status, result.getThrowable()));
  }
}
