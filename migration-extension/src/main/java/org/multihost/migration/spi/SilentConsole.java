package org.multihost.migration.spi;

import java.time.Duration;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;

/**
 * The console of a guest that has none: without any text.
 *
 * @param vm the name of the VM
 */
record SilentConsole(String vm) implements GuestConsole {

  @Override
  public String text() {
    return "";
  }

  @Override
  public String lastLines(int count) {
    return "";
  }

  /** Fails at once: the text cannot appear. */
  @Override
  public void await(String expected, Duration timeout) {
    throw new GuestException(
        "The guest of virtual machine [%s] has no console, and [%s] is expected on it"
            .formatted(vm, expected));
  }

  @Override
  public void send(String text) {
    throw new GuestException(
        "The guest of virtual machine [%s] has no console that takes input".formatted(vm));
  }
}
