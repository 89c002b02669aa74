package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;

class SettingNamesTests {

  @Test
  void eachDeclaredSettingHasANameOfItsOwn() {
    assertThat(SettingNames.DECLARED)
        .extracting(SettingDeclaration::key)
        .allSatisfy(key -> assertThat(key).startsWith("multihost."))
        .doesNotHaveDuplicates();
    assertThat(VmSettings.keys()).doesNotHaveDuplicates();
  }

  @Test
  void eachDeclaredSettingIsKnownAlsoAsAVariable() {
    for (SettingDeclaration<?> each : SettingNames.DECLARED) {
      assertThatCode(() -> SettingNames.verify(Given.source(Map.of(each.key(), " "))))
          .doesNotThrowAnyException();
      assertThatCode(() -> SettingNames.verify(variable(SettingNames.variableOf(each.key()))))
          .doesNotThrowAnyException();
    }
  }

  private static SettingSource variable(String name) {
    return new SettingSource(key -> Optional.empty(), new Properties(), Map.of(name, " "));
  }

  @ParameterizedTest
  @CsvSource({
    "multihost.port,MULTIHOST_PORT",
    "multihost.worker.jvm-arguments,MULTIHOST_WORKER_JVM_ARGUMENTS",
    "multihost.vm.my-vm.ssh-port,MULTIHOST_VM_MY_VM_SSH_PORT"
  })
  void aVariableHasTheNameInUpperCase(String key, String variable) {
    assertThat(SettingNames.variableOf(key)).isEqualTo(variable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"multihost.qemu.binary", "multihost.host.a.qemu.binary", "MULTIHOST_QEMU_BINARY"})
  void aGroupThatNobodyDeclaresIsOfADriver(String name) {
    assertThat(SettingNames.isDriversOwn(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multihost.timeout.lunch",
        "multihost.vm.vm1.memroy",
        "multihost.host.a.vm.vm1.memroy",
        "multihost.profile.p.memroy",
        "multihost.ssh.key",
        "multihost.host.a.ssh.key",
        "multihost.disks.place",
        "multihost.worker.arguments",
        "multihost.progress.step",
        "multihost.report.file",
        "multihost.migration.adress"
      })
  void aMisspeltNameOfADeclaredGroupIsUnknown(String name) {
    assertThat(SettingNames.isDriversOwn(name)).isFalse();
    assertThatThrownBy(() -> SettingNames.verify(Given.source(Map.of(name, "x"))))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("Setting [" + name + "] (from system property) is unknown");
  }

  @Test
  void anUnknownNameIsAnErrorThatListsAllNames() {
    assertThatThrownBy(() -> SettingNames.verify(Given.source(Map.of("multihost.prot", "1"))))
        .hasMessageContainingAll(
            "did you mean [multihost.port]?",
            "multihost.vm.<name>.[memory, cpus, machine, cpu, firmware, image",
            "multihost.host.<host>.…: [multihost.ssh, multihost.ssh.identity");
  }

  @ParameterizedTest
  @CsvSource({
    "multihost.vm.vm1.memroy,multihost.vm.vm1.memory",
    "multihost.host.a.vm.vm1.memroy,multihost.host.a.vm.vm1.memory",
    "multihost.profile.big.cpu-s,multihost.profile.big.cpus",
    "multihost.host.a.ssh.identitty,multihost.host.a.ssh.identity",
    "multihost.migration.adress,multihost.migration.address",
    "MULTIHOST_VM_VM1_MEMROY,MULTIHOST_VM_VM1_MEMORY",
    "MULTIHOST_MIGRATION_ADRESS,MULTIHOST_MIGRATION_ADDRESS"
  })
  void theNearestNameIsOfTheSameVmAndHost(String misspelt, String meant) {
    SettingSource source =
        misspelt.startsWith("multihost") ? Given.source(Map.of(misspelt, "x")) : variable(misspelt);

    assertThatThrownBy(() -> SettingNames.verify(source))
        .hasMessageContaining("did you mean [" + meant + "]?");
  }

  @Test
  void aMisspeltParameterOfJunitIsUnknown() {
    SettingSource source =
        new SettingSource(
            key -> Optional.empty(), Set.of("multihost.keeep"), new Properties(), Map.of());

    assertThatThrownBy(() -> SettingNames.verify(source))
        .hasMessageContainingAll(
            "[multihost.keeep] (from JUnit configuration parameter)", "[multihost.keep]");
  }

  @Test
  void aSettingOfOneHostIsOneOfTheKeysWithoutAHost() {
    List<String> keys = List.of("multihost.qemu.binary");

    assertThat(SettingNames.isOneOf(keys, "multihost.qemu.binary")).isTrue();
    assertThat(SettingNames.isOneOf(keys, "multihost.host.a.qemu.binary")).isTrue();
    assertThat(SettingNames.isOneOf(keys, "MULTIHOST_HOST_A_QEMU_BINARY")).isTrue();
    assertThat(SettingNames.isOneOf(keys, "multihost.qemu.binaryy")).isFalse();
  }
}
