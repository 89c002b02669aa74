package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;

/** A list of resources that are all closed, in order, even if some of them fail. */
@API(status = INTERNAL)
public final class Closer {

  private final List<AutoCloseable> things = new ArrayList<>();

  /** An empty list. */
  public Closer() {}

  /** Adds a resource, unless it is {@code null}. */
  public Closer add(@Nullable AutoCloseable thing) {
    if (thing != null) {
      things.add(thing);
    }
    return this;
  }

  /** Closes all; failures are thrown as the suppressed exceptions of one exception. */
  public void run() {
    VirtualMachineException failures = new VirtualMachineException("Clean-up failed");
    runAfter(failures);
    if (failures.getSuppressed().length > 0) {
      throw failures;
    }
  }

  /** Closes all after a failure, to which further failures are added as suppressed. */
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
