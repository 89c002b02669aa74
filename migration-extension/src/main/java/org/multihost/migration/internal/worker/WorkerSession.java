package org.multihost.migration.internal.worker;

import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.multihost.migration.internal.junit.SessionStore;

/**
 * A launcher session whose {@code close} blocks every caller until the session is closed: a second
 * caller, which then ends the JVM, must not cut short the clean-up of the first one.
 */
final class WorkerSession implements AutoCloseable {

  private final LauncherSession session;

  WorkerSession(LauncherSession session) {
    this.session = session;
  }

  Launcher launcher() {
    return session.getLauncher();
  }

  SessionStore store() {
    return SessionStore.of(session);
  }

  @Override
  public synchronized void close() {
    session.close();
  }
}
