package org.multihost.migration.internal.jupiter;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A resource that Jupiter closes with the store that has it. JUnit 5.12 closes nothing but its own
 * type; later versions close every {@link AutoCloseable}.
 */
@SuppressWarnings("deprecation")
interface ClosedWithStore extends ExtensionContext.Store.CloseableResource, AutoCloseable {

  @Override
  void close();
}
