package org.multihost.migration.internal.junit;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** Jupiter's view of the {@link PlatformStore}, which it has since 5.13. */
record JupiterStore(ExtensionContext.Store store) implements SessionStore {

  static SessionStore of(ExtensionContext context) {
    return new JupiterStore(context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(NAME)));
  }

  @Override
  public <T> Optional<T> get(Class<T> type) {
    return Optional.ofNullable(store.get(type, type));
  }

  @Override
  public <T> void put(Class<T> type, T value) {
    store.put(type, value);
  }

  @Override
  public <T> T getOrCreate(Class<T> type, Supplier<T> creator) {
    return store.getOrComputeIfAbsent(type, key -> creator.get(), type);
  }

  @Override
  public void remove(Class<?> type) {
    store.remove(type);
  }
}
