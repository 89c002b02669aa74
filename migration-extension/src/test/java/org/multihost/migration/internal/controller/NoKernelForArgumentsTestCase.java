package org.multihost.migration.internal.controller;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;

/** A test whose VM is known, and verified, only when it is invoked. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "{arg:0}")
final class NoKernelForArgumentsTestCase {

  @ParameterizedTest
  @ValueSource(strings = {"64 MiB", "128 MiB"})
  void parameterized(String memory) {}
}
