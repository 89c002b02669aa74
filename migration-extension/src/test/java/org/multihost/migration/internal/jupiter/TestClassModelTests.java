package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Guest;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

/** The facts of a test class that its hosts compare. */
final class TestClassModelTests {

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class OneVmTestCase {}

  private static List<String> facts(VmSpec spec) {
    VmPlan plan = new VmPlan(spec, "source", false, Lifecycle.PER_METHOD);
    return TestClassModel.of(OneVmTestCase.class).facts(List.of(plan));
  }

  /** A setting that only one host has, such as {@code arguments}, may change its choice. */
  @Test
  void aGuestOfTheProjectIsTheSameOnAllHosts() {
    assertThat(facts(VmSpec.builder("vm1").guest(Guest.BUILT_IN).build()))
        .contains("VM [vm1] at [source] with guest [built-in]");
    assertThat(facts(VmSpec.builder("vm1").guest(Guest.LINUX).build()))
        .contains("VM [vm1] at [source] with guest [linux]");
  }

  @Test
  void aGuestOfTheUsersMayHaveOtherFilesOnEachHost() {
    VmSpecBuilder spec = VmSpec.builder("vm1").image(Optional.of("disk.qcow2"));

    assertThat(facts(spec.build())).contains("VM [vm1] at [source]");
  }

  /** A host without it would log in with other credentials. */
  @Test
  void aPreparedImageIsSoOnAllHosts() {
    VmSpecBuilder spec =
        VmSpec.builder("vm1").image(Optional.of("disk.qcow2")).cloudInit(CloudInit.NOCLOUD);

    assertThat(facts(spec.user("debian").build()))
        .contains("VM [vm1] at [source] with a seed for [debian]");
  }
}
