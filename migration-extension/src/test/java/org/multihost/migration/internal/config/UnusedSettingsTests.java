package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.Storage;
import org.multihost.migration.internal.config.SettingSource.Given;
import org.multihost.migration.internal.config.SettingSource.Origin;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

final class UnusedSettingsTests {

  private static final UnusedSettings RUN =
      new UnusedSettings(Set.of("vm1", "data-base"), Set.of("source", "destination"));

  private static Optional<String> property(String name) {
    return RUN.notice(new Given(name, Origin.PROPERTY));
  }

  private static Optional<String> variable(String name) {
    return RUN.notice(new Given(name, Origin.ENVIRONMENT));
  }

  @Test
  void aVmThatNoClassHasIsNamedWithTheNearest() {
    assertThat(property("multihost.vm.vm2.memory"))
        .contains(
            "Setting [multihost.vm.vm2.memory] (from system property) is of no use here: no class of this run has a virtual machine [vm2]; did you mean [vm1]? There are [data-base, vm1]");
    assertThat(property("multihost.host.source.vm.vm2.memory").orElseThrow())
        .contains("a virtual machine [vm2]; did you mean [vm1]?");
    assertThat(variable("MULTIHOST_VM_VM2_SSH_PORT").orElseThrow())
        .contains("(from environment variable)", "a virtual machine [VM2]");
  }

  @Test
  void aHostThatNoClassHasIsNamedWithTheNearest() {
    assertThat(property("multihost.host.sauce.vm.vm1.memory").orElseThrow())
        .contains("a host [sauce]; did you mean [source]? There are [destination, source]");
    assertThat(property("multihost.host.sauce.qemu.binary").orElseThrow()).contains("[sauce]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multihost.vm.vm1.memory",
        "multihost.host.source.vm.data-base.cpus",
        "multihost.host.source.ssh",
        "multihost.profile.big.memory",
        "multihost.timeout.join",
        "multihost.hosts"
      })
  void whatTheRunHasIsNone(String name) {
    assertThat(property(name)).isEmpty();
    assertThat(variable(SettingNames.variableOf(name))).isEmpty();
  }

  private static VmPlan plan(VmSpecBuilder spec) {
    return new VmPlan(spec.build(), "source", false, Lifecycle.PER_METHOD);
  }

  private static List<String> on(String host, VmPlan plan, String... keys) {
    return UnusedSettings.atDestination(
        plan,
        host,
        key ->
            List.of(keys).contains(key)
                ? Optional.of(new Setting(key, "1", "system property"))
                : Optional.empty());
  }

  @Test
  void whatADestinationTakesFromTheSourceIsNamed() {
    String memory = "multihost.host.destination.vm.vm1.memory";
    String cpus = "multihost.host.destination.vm.vm1.cpus";
    VmPlan plan = plan(VmSpec.builder("vm1"));

    assertThat(on("destination", plan, memory, cpus))
        .containsExactly(
            "Setting [multihost.host.destination.vm.vm1.memory] (from system property) is of no use in a migration to host [destination]: a destination is built like the source; it counts only if virtual machine [vm1] is started again there. The setting for all hosts is [multihost.vm.vm1.memory]",
            "Setting [multihost.host.destination.vm.vm1.cpus] (from system property) is of no use in a migration to host [destination]: a destination is built like the source; it counts only if virtual machine [vm1] is started again there. The setting for all hosts is [multihost.vm.vm1.cpus]");
    assertThat(on("source", plan, "multihost.host.source.vm.vm1.memory")).isEmpty();
    assertThat(on("destination", plan, "multihost.vm.vm1.memory")).isEmpty();
  }

  @Test
  void thePathOfAMirroredDiskAtADestinationIsNamed() {
    String disks = "multihost.host.destination.vm.vm1.disks";
    VmDrives.Disk written = VmDrives.Disk.of("a.img");
    VmDrives.Disk read =
        new VmDrives.Disk(
            "b.img",
            Optional.empty(),
            written.bus(),
            Optional.empty(),
            written.cache(),
            true,
            false);
    VmSpecBuilder mirrored = VmSpec.builder("vm1").storage(Storage.MIRROR).disks(List.of(written));

    assertThat(on("destination", plan(mirrored), disks))
        .singleElement()
        .asString()
        .startsWith(
            "Setting ["
                + disks
                + "] (from system property) is of no use: host [destination] is not the home of virtual machine [vm1]");
    assertThat(on("destination", plan(mirrored.disks(List.of(written, read))), disks)).isEmpty();
    assertThat(on("destination", plan(mirrored.storage(Storage.SHARED)), disks)).isEmpty();
  }

  @Test
  void aRunWithoutVmsHasNoNearest() {
    assertThat(
            new UnusedSettings(Set.of(), Set.of("source"))
                .notice(new Given("multihost.vm.vm1.memory", Origin.PARAMETER)))
        .hasValueSatisfying(text -> assertThat(text).endsWith("machine [vm1]; there is none"));
  }
}
