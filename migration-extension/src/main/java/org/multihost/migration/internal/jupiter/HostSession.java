package org.multihost.migration.internal.jupiter;

import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.multihost.migration.internal.config.HostIdentity;

/**
 * This process as a host of the run: its identity and, once a test class needs it, its connection.
 */
public final class HostSession {

  private static final String NAME = "org.multihost.migration";

  private HostSession() {}

  /** Tells the extension which host this process is; for workers, before they run anything. */
  public static void announce(
      NamespacedHierarchicalStore<Namespace> launcherSession, HostIdentity identity) {
    launcherSession.put(Namespace.create(NAME), HostIdentity.class, identity);
  }
}
