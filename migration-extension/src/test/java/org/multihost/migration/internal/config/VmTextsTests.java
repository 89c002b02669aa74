package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;

/** The placeholders and the quotes in the texts of a VM, wherever they stand. */
class VmTextsTests {

  @MigrateVm(
      name = "vm1",
      memory = "{arg:memory}",
      cmdline = "host={host}",
      arguments = {"-vnc", "unix:{dir}/vnc.sock", "-x", "{vm} {{vm}} {\"a\":1}"})
  private static final class Declared {}

  @MigrateVm(name = "vm1", arguments = "-device 'a b' -vnc {dir}/x")
  private static final class OneText {}

  @MigrateVm(
      name = "vm1",
      arguments = {"-S", "-device virtio-rng-pci"})
  private static final class OptionAndValue {}

  @MigrateVm(name = "vm1", home = "{host}")
  private static final class AtEachHost {}

  private static Optional<String> value(Placeholder placeholder) {
    return Optional.of(
        switch (placeholder.word()) {
          case HOST -> "a";
          case VM -> "vm1";
          case DIR -> "/with space";
          case PORT -> "4711";
          case ARG -> placeholder.name().equals("memory") ? "96 MiB" : "";
        });
  }

  private static VmPlan plan(Class<?> type, Map<String, String> values, PlaceholderValues filling) {
    VmDeclaration vm = VmDeclaration.of(type.getAnnotation(MigrateVm.class), "class X");
    return VmPlan.of(vm, "a", List.of("a", "b"), Given.settings(values), filling);
  }

  private static VmPlan plan(Class<?> type, Map<String, String> values) {
    return plan(type, values, VmTextsTests::value);
  }

  @Test
  void theAnnotationsTextsAreFilledInElementByElement() {
    VmPlan plan = plan(Declared.class, Map.of());

    assertThat(plan.spec().memory()).isEqualTo(96L << 20);
    assertThat(plan.spec().cmdline()).contains("host=a");
    assertThat(plan.spec().arguments())
        .containsExactly("-vnc", "unix:/with space/vnc.sock", "-x", "vm1 {vm} {\"a\":1}");
    assertThat(plan.ofInvocation()).isTrue();
  }

  @Test
  void theSettingsTextsAreFilledInToo() {
    VmPlan plan =
        plan(
            OneText.class,
            Map.of(
                "multihost.vm.vm1.profile", "p{vm}",
                "multihost.profile.pvm1.arguments", "-a '{dir} x' \"{port:web}\" b\\ c",
                "multihost.host.a.vm.vm1.ssh-port", "{port:ssh}",
                "multihost.vm.vm1.cpus", "{arg:none}"));

    assertThat(plan.spec().arguments()).containsExactly("-a", "/with space x", "4711", "b c");
    assertThat(plan.spec().access().sshPort()).isEqualTo(4711);
    assertThat(plan.spec().cpus()).isEqualTo(1);
  }

  @Test
  void theDriversOwnTextsAreFilledInByTheSpecification() {
    assertThat(plan(OneText.class, Map.of()).spec().placeholders().fill("-name {vm}"))
        .isEqualTo("-name vm1");
    assertThatThrownBy(() -> plan(OneText.class, Map.of()).spec().placeholders().fill("{vmm}"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[{vmm}]", "{host}");
  }

  @Test
  void anArgumentIsNotKnownWhenTheClassIsEntered() {
    VmPlan plan = plan(Declared.class, Map.of(), new DeclaredValues("a", "vm1"));

    assertThat(plan.spec().memory()).isEqualTo(256L << 20);
    assertThat(plan.ofInvocation()).isTrue();
    assertThat(plan(OneText.class, Map.of()).ofInvocation()).isFalse();
  }

  @Test
  void aNearMissNamesTheSettingAndItsOrigin() {
    assertThatThrownBy(
            () -> plan(OneText.class, Map.of("multihost.vm.vm1.arguments", "-x {prot:web}")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[multihost.vm.vm1.arguments]", "system property", "[{prot:web}]", "{port:NAME}");
  }

  @Test
  void theHomeIsTheSameOnAllHosts() {
    assertThatThrownBy(() -> plan(AtEachHost.class, Map.of()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[{host}]", "the same on all hosts");
  }

  @Test
  void aSingleStringOfTheAnnotationIsQuotedAsInAShell() {
    assertThat(plan(OneText.class, Map.of()).spec().arguments())
        .containsExactly("-device", "a b", "-vnc", "/with space/x");
  }

  @Test
  void anOptionWithItsValueInOneStringIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> plan(OptionAndValue.class, Map.of()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "{\"-device\", \"virtio-rng-pci\"} in place of [-device virtio-rng-pci]", "class X");
  }

  @Test
  void anOpenQuoteIsRefused() {
    assertThatThrownBy(() -> plan(OneText.class, Map.of("multihost.vm.vm1.arguments", "-x 'a")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.vm.vm1.arguments]", "the quote ['] is not closed");
  }
}
