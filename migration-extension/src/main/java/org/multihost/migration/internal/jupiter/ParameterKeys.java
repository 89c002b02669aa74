package org.multihost.migration.internal.jupiter;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/**
 * The keys of JUnit's configuration parameters: only the launcher can list them, an extension can
 * only ask for one that it knows.
 *
 * @param keys all of them, from wherever JUnit has them
 */
record ParameterKeys(Set<String> keys) {

  private static final String NAME = ParameterKeys.class.getName();

  /** Makes them known to extensions. */
  void announce(NamespacedHierarchicalStore<Namespace> launcherSession) {
    launcherSession.put(Namespace.create(NAME), ParameterKeys.class, this);
  }

  /** Those that were announced last; none if nobody did. */
  static Set<String> of(ExtensionContext context) {
    ParameterKeys announced =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME))
            .get(ParameterKeys.class, ParameterKeys.class);
    return announced == null ? Set.of() : announced.keys();
  }
}
