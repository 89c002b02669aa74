package org.multihost.migration.internal.jupiter;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/**
 * The keys of JUnit's configuration parameters. Only the launcher can list them; an extension can
 * only look up a key that it has.
 *
 * @param keys all keys, from every place where JUnit finds parameters
 */
record ParameterKeys(Set<String> keys) {

  private static final String NAME = ParameterKeys.class.getName();

  /** Passes the keys to extensions. */
  void announce(NamespacedHierarchicalStore<Namespace> launcherSession) {
    launcherSession.put(Namespace.create(NAME), ParameterKeys.class, this);
  }

  /** Returns the keys that were announced last; empty if none were announced. */
  static Set<String> of(ExtensionContext context) {
    ParameterKeys announced =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME))
            .get(ParameterKeys.class, ParameterKeys.class);
    return announced == null ? Set.of() : announced.keys();
  }
}
