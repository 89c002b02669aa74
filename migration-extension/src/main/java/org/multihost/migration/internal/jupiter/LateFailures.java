package org.multihost.migration.internal.jupiter;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The failures that arrived after their class had ended on this host, most of them other hosts'.
 * They are too late for the class, and fail JUnit's engine, and with it the build. Stored in the
 * engine's store, which closes it. Safe for use by several threads.
 */
final class LateFailures implements ClosedWithStore {

  private final List<Throwable> failures = new ArrayList<>(); // guarded by this

  /** Returns the failures of the engine that runs a class. */
  static LateFailures of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(MultihostMigrationExtension.NAMESPACE)
        .getOrComputeIfAbsent(LateFailures.class, key -> new LateFailures(), LateFailures.class);
  }

  synchronized void add(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public synchronized void close() {
    if (!failures.isEmpty()) {
      FailureAtClosing first = new FailureAtClosing(failures.get(0));
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
