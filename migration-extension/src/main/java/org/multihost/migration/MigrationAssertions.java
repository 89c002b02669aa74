package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of the AssertJ assertions on what this extension returns, made to be imported
 * statically beside AssertJ's own {@code assertThat}.
 *
 * <p>AssertJ is an optional dependency: it must be on the class path of whoever uses these.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MigrationAssertions {

  private MigrationAssertions() {}

  /** Assertions on what a migration came to. */
  public static MigrationResultAssert assertThat(@Nullable MigrationResult actual) {
    return new MigrationResultAssert(actual);
  }

  /** Assertions on where a machine is and what it does. */
  public static VirtualMachineAssert assertThat(@Nullable VirtualMachine actual) {
    return new VirtualMachineAssert(actual);
  }

  /** Assertions on what a command in the guest came to. */
  public static CommandResultAssert assertThat(@Nullable CommandResult actual) {
    return new CommandResultAssert(actual);
  }
}
