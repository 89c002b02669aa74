package org.multihost.migration.qemu.condition;

import static org.multihost.migration.qemu.install.Accelerator.KVM;
import static org.multihost.migration.qemu.install.Accelerator.TCG;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;

/** Tests with conditions on their QEMU, and the wrong use of these conditions. */
final class ConditionTestCases {

  private ConditionTestCases() {}

  @MultihostMigration
  @MigrateVm(name = "vm1", memory = "128 MiB")
  @EnabledOnQemu(since = "9.0", disabledReason = "the class needs what 9.0 brought")
  static class OnClassTestCase {
    @Test
    void runs() {}
  }

  @MultihostMigration
  static class OnMethodsTestCase {
    @Test
    @EnabledOnQemu(
        since = "9",
        accelerator = {KVM, TCG})
    void sinceNine() {}

    @Test
    @EnabledOnQemu(before = "9.0.0")
    void beforeNine() {}

    @Test
    @DisabledOnQemu(before = "7.1", disabledReason = "an old fault")
    @DisabledOnQemu(since = "7.2", before = "7.3", disabledReason = "issue 4711")
    void notOnSevenTwo() {}

    @Test
    @NotWithOldTcg
    void composed() {}

    @Test
    void always() {}
  }

  @DisabledOnQemu(before = "9.0", accelerator = TCG, disabledReason = "corrupt memory")
  @Retention(RetentionPolicy.RUNTIME)
  @interface NotWithOldTcg {}

  /** Without hosts: any JUnit test may have the conditions. */
  static class OrdinaryTestCase {
    @Test
    @EnabledOnQemu(since = "7")
    void sinceSeven() {}

    @Test
    @EnabledOnQemu(before = "7")
    void beforeSeven() {}
  }

  @MultihostMigration
  static class MisspeltTestCase {
    @Test
    @EnabledOnQemu(since = "nine")
    void neverRuns() {}
  }

  @MultihostMigration
  static class EmptyRangeTestCase {
    @Test
    @DisabledOnQemu(since = "9.1", before = "9.0")
    void neverRuns() {}
  }

  @MultihostMigration
  static class NothingSaidTestCase {
    @Test
    @EnabledOnQemu
    void neverRuns() {}
  }

  @MultihostMigration
  static class NoAcceleratorTestCase {
    @Test
    @DisabledOnQemu(accelerator = {})
    void neverRuns() {}
  }
}
