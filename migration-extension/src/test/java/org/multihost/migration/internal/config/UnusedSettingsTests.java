package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.internal.config.SettingSource.Given;
import org.multihost.migration.internal.config.SettingSource.Origin;

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

  @Test
  void aRunWithoutVmsHasNoNearest() {
    assertThat(
            new UnusedSettings(Set.of(), Set.of("source"))
                .notice(new Given("multihost.vm.vm1.memory", Origin.PARAMETER)))
        .hasValueSatisfying(text -> assertThat(text).endsWith("machine [vm1]; there is none"));
  }
}
