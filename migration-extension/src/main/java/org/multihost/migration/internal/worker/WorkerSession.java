package org.multihost.migration.internal.worker;

import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;

/**
 * A launcher session whose every closer waits until it is closed: the one that comes second, with
 * the end of the JVM in mind, must not cut short the clean-up of the first.
 */
final class WorkerSession implements AutoCloseable {

  private final LauncherSession session;

  WorkerSession(LauncherSession session) {
    this.session = session;
  }

  Launcher launcher() {
    return session.getLauncher();
  }

  NamespacedHierarchicalStore<Namespace> store() {
    return session.getStore();
  }

  @Override
  public synchronized void close() {
    session.close();
  }
}
