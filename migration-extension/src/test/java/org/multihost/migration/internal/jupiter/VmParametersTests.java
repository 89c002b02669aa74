package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Disk;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** Parameters that pick a VM, verified before a driver is looked for. */
final class VmParametersTests {

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class UnknownTestCase {
    @Test
    void neverRuns() {}

    @Test
    void takes(@MigrateVm(name = "vm2") VirtualMachine vm) {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class OfAnotherMethodTestCase {
    @Test
    @MigrateVm(name = "vm2")
    void declares() {}

    @Nested
    final class Inner {
      @ParameterizedTest
      @ValueSource(ints = 1)
      void takes(int number, @MigrateVm(name = "vm2") VirtualMachine vm) {}
    }
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class BeforeEachTestCase {
    @BeforeEach
    void takes(@MigrateVm(name = "vm2") VirtualMachine vm) {}

    @Test
    void neverRuns() {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class ConfiguredTestCase {
    @Test
    void takes(
        @MigrateVm(name = "vm1", memory = "1 GiB", disks = @Disk(path = "a.qcow2"))
            VirtualMachine vm) {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1")
  static final class OtherTypeTestCase {
    @ParameterizedTest
    @ValueSource(strings = "x")
    void takes(@MigrateVm(name = "vm1") String vm) {}
  }

  private static String refused(Class<?> testClass) throws IOException {
    JupiterRun run = JupiterRun.of(testClass, OneHost.only());

    assertThat(run.successful()).isEmpty();
    assertThat(run.failures()).singleElement().isInstanceOf(MultihostConfigurationException.class);
    return run.failures().get(0).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"Unknown, [vm1]", "OfAnotherMethod$Inner, [vm1]", "BeforeEach, [vm1]"})
  void aVmThatTheTestDoesNotDeclareIsRefused(String name, String declared) throws Exception {
    String outer = name.replace("$Inner", "");
    Class<?> testClass =
        Class.forName(VmParametersTests.class.getName() + "$" + outer + "TestCase");

    assertThat(refused(testClass))
        .contains(name.replace(outer, outer + "TestCase") + "#takes]")
        .contains("[vm2]", "declared with @MigrateVm: " + declared);
  }

  @Test
  void aSettingOfAVmOnAParameterIsRefused() throws IOException {
    assertThat(refused(ConfiguredTestCase.class))
        .contains("ConfiguredTestCase#takes]", "\"vm1\"", "[disks, memory]", "method or the class");
  }

  @Test
  void anotherTypeThanAVmIsRefused() throws IOException {
    assertThat(refused(OtherTypeTestCase.class))
        .contains("OtherTypeTestCase#takes]", "[java.lang.String]", "VirtualMachine");
  }

  @MultihostMigration(hosts = "only")
  static final class CorrectTestCase {
    @BeforeEach
    void takes(@MigrateVm(name = "vm1") VirtualMachine vm) {}

    @Test
    @MigrateVm(name = "vm1")
    @MigrateVm(name = "vm2")
    void takesAnother(@MigrateVm(name = "vm2") VirtualMachine vm) {}
  }

  @Test
  void aVmThatTheTestDeclaresIsNot() throws IOException {
    assertThat(refused(CorrectTestCase.class)).startsWith("No virtual machine driver");
  }
}
