package org.multihost.migration.internal.scenario.vm;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The directories that this process owns. When its launcher session is closed, those of tests that
 * have not ended are removed: a worker closes its session when its controller has ended, in
 * whatever way. Safe for use by several threads.
 */
public final class OwnedDirectories implements AutoCloseable {

  private final Set<OwnedDirectory> owned = new HashSet<>(); // guarded by this

  /** Returns the directories of one run. */
  public OfRun of(String runId) {
    return new OfRun(this, runId);
  }

  /**
   * The directories of one run.
   *
   * @param all those of all runs of this process
   */
  public record OfRun(OwnedDirectories all, String runId) {

    /** Creates a directory, as {@link OwnedDirectory#create}, after a sweep of its parent. */
    OwnedDirectory create(Path parent, String content) {
      OwnedDirectory.sweep(parent, runId);
      OwnedDirectory made = OwnedDirectory.create(parent, runId, content);
      all.add(made);
      return made;
    }
  }

  private synchronized void add(OwnedDirectory made) {
    owned.removeIf(each -> !each.isOwned());
    owned.add(made);
  }

  /** Removes the directories that are still owned. */
  @Override
  public synchronized void close() {
    owned.forEach(OwnedDirectory::close);
    owned.clear();
  }
}
