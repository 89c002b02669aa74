package org.multihost.migration.internal.junit;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.junit.platform.launcher.LauncherSession;

/** The JUnit Platform's store of a launcher session, which it has since 1.13. */
record PlatformStore(NamespacedHierarchicalStore<Namespace> store) implements SessionStore {

  private static final Namespace NAMESPACE = Namespace.create(NAME);

  static SessionStore of(LauncherSession session) {
    return new PlatformStore(session.getStore());
  }

  static SessionStore of(ExecutionRequest request) {
    return new PlatformStore(outermost(request.getStore()));
  }

  private static NamespacedHierarchicalStore<Namespace> outermost(
      NamespacedHierarchicalStore<Namespace> store) {
    return store.getParent().map(PlatformStore::outermost).orElse(store);
  }

  @Override
  public <T> Optional<T> get(Class<T> type) {
    return Optional.ofNullable(store.get(NAMESPACE, type, type));
  }

  @Override
  public <T> void put(Class<T> type, T value) {
    store.put(NAMESPACE, type, value);
  }

  @Override
  public <T> T getOrCreate(Class<T> type, Supplier<T> creator) {
    return store.getOrComputeIfAbsent(NAMESPACE, type, key -> creator.get(), type);
  }

  @Override
  public void remove(Class<?> type) {
    store.remove(NAMESPACE, type);
  }
}
