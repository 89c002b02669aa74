package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of the AssertJ assertions on this extension's types, to be imported statically
 * beside AssertJ's own {@code assertThat}.
 *
 * <p>AssertJ is an optional dependency: a test that uses these assertions needs it on its class
 * path.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MigrationAssertions {

  private MigrationAssertions() {}

  /** Returns assertions on the result of a migration. */
  public static MigrationResultAssert assertThat(@Nullable MigrationResult actual) {
    return new MigrationResultAssert(actual);
  }

  /** Returns assertions on the host and the state of a VM. */
  public static VirtualMachineAssert assertThat(@Nullable VirtualMachine actual) {
    return new VirtualMachineAssert(actual);
  }

  /** Returns assertions on the result of a command in the guest. */
  public static CommandResultAssert assertThat(@Nullable CommandResult actual) {
    return new CommandResultAssert(actual);
  }
}
