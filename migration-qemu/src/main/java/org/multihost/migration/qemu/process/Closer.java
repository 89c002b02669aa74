package org.multihost.migration.qemu.process;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;

/** A list of things to close, all of them, in order, whichever of them fail. */
public final class Closer {

  private final List<AutoCloseable> things = new ArrayList<>();

  /** An empty list. */
  public Closer() {}

  /** Adds a thing, if there is one. */
  public Closer add(@Nullable AutoCloseable thing) {
    if (thing != null) {
      things.add(thing);
    }
    return this;
  }

  /** Closes all, and throws the failures, if any, as suppressed ones of one. */
  public void run() {
    VirtualMachineException failures = new VirtualMachineException("Clean-up failed");
    runAfter(failures);
    if (failures.getSuppressed().length > 0) {
      throw failures;
    }
  }

  /** Closes all because of a failure, to which further ones are added as suppressed. */
  public void runAfter(Throwable failure) {
    for (AutoCloseable thing : things) {
      try {
        thing.close();
      } catch (Exception further) {
        failure.addSuppressed(further);
      }
    }
  }
}
