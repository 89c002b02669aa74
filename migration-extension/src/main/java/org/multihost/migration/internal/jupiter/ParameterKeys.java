package org.multihost.migration.internal.jupiter;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.junit.SessionStore;

/**
 * The keys of JUnit's configuration parameters. Only the launcher can list them; an extension can
 * only look up a key that it has.
 *
 * @param keys all keys, from every place where JUnit finds parameters
 */
record ParameterKeys(Set<String> keys) {

  /** Passes the keys to extensions. */
  void announce(SessionStore launcherSession) {
    launcherSession.put(ParameterKeys.class, this);
  }

  /** Returns the keys that were announced last; empty if none were announced. */
  static Set<String> of(ExtensionContext context) {
    return SessionStore.of(context)
        .get(ParameterKeys.class)
        .map(ParameterKeys::keys)
        .orElse(Set.of());
  }
}
