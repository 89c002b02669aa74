package org.multihost.migration.internal.scenario.vm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;

/**
 * The migration that a VM takes part in, one at a time, and the one that has lost its guest. Safe
 * for use by several threads.
 */
final class VmMigration {

  private final String vm;
  private @Nullable String present; // guarded by this
  private @Nullable String lostIn; // guarded by this

  VmMigration(String vm) {
    this.vm = vm;
  }

  synchronized void start(String title) {
    refuse("take part in " + title);
    present = title;
  }

  synchronized void end(String title) {
    if (title.equals(present)) {
      present = null;
    }
  }

  /** Throws if the VM takes part in a migration that is not over. */
  synchronized void refuse(String what) {
    if (present != null) {
      throw new IllegalStateException(
          "Virtual machine [%s] cannot %s: it is still in %s; join() that first"
              .formatted(vm, what, present));
    }
  }

  synchronized void loses(String title) {
    lostIn = title;
  }

  /** Returns the migration in which the guest was lost. */
  synchronized Optional<String> lostIn() {
    return Optional.ofNullable(lostIn);
  }

  void refuseIfLost(String what, String host) {
    lostIn()
        .ifPresent(
            title -> {
              throw new VirtualMachineException(
                  "Virtual machine [%s] on host [%s] is lost since %s, and [%s] needs its guest; the test goes on without it, or declares another"
                      .formatted(vm, host, title, what));
            });
  }
}
