package org.multihost.migration.internal.config.placeholder;

import java.util.Optional;

/**
 * The values of a VM's placeholders when its class is entered. Nothing is made yet for the VM: its
 * directory and its ports have values that only serve to check the settings.
 */
public record DeclaredValues(String host, String vm) implements PlaceholderValues {

  @Override
  public Optional<String> find(Placeholder placeholder) {
    return switch (placeholder.word()) {
      case HOST -> Optional.of(host);
      case VM -> Optional.of(vm);
      case DIR -> Optional.of(System.getProperty("java.io.tmpdir"));
      case PORT -> Optional.of("1");
      case ARG -> Optional.empty();
    };
  }
}
