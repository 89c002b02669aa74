package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Firmware;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.Architecture;
import org.multihost.migration.spi.VmSpec;

class MachineOfSpecTests {

  private static MachineOfSpec of(String machine) {
    return MachineOfSpec.of(
        Architecture.X86_64,
        VmSpec.builder("vm1").machine(Optional.of(machine)).build(),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"q35,accel=kvm", "accel=tcg", "pc,smm=off,accel=kvm:tcg"})
  void anAcceleratorIsNoOptionOfTheMachine(String machine) {
    assertThatThrownBy(() -> of(machine))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[vm1]")
        .hasMessageContaining("[machine = " + machine + "]")
        .hasMessageContaining("multihost.qemu.accelerator");
  }

  /** QEMU would take the firmware in the flash memory, and say nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"-bios", "--bios"})
  void anotherFirmwareInTheArgumentsIsRefused(String word) {
    VmSpec uefi = VmSpec.builder("vm1").firmware(Firmware.UEFI).build();
    List<String> arguments = List.of(word, "/usr/share/ovmf/OVMF.fd");

    assertThatThrownBy(() -> MachineOfSpec.of(Architecture.X86_64, uefi, arguments))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm1]", "[firmware = uefi]", "[-bios]", "contradict each other");
    VmSpec own = uefi.toBuilder().firmware(Firmware.BIOS).build();
    assertThat(MachineOfSpec.of(Architecture.X86_64, own, arguments).arguments())
        .isEqualTo(arguments);
  }

  @Test
  void theDefaultIsThatOfTheArchitecture() {
    VmSpec spec = VmSpec.builder("vm1").build();
    assertThat(MachineOfSpec.of(Architecture.X86_64, spec, List.of()).type()).isEqualTo("q35");
    assertThat(MachineOfSpec.of(Architecture.AARCH64, spec, List.of()).type()).isEqualTo("virt");
  }

  @Test
  void otherOptionsStay() {
    MachineOfSpec machine = of("q35,smm=off");
    assertThat(machine.type()).isEqualTo("q35");
    assertThat(machine.arguments()).containsExactly("-machine", "smm=off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc,", ",pc", "q35,,smm=off", "q35, smm=off", " q35", " "})
  void aWordThatIsEmptyOrHasBlanksIsRefused(String machine) {
    assertThatThrownBy(() -> of(machine))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("Virtual machine [vm1]: [machine = " + machine + "] has the word [");
    VmSpec model = VmSpec.builder("vm1").cpu(Optional.of(machine)).build();
    assertThatThrownBy(() -> MachineOfSpec.of(Architecture.X86_64, model, List.of()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("Virtual machine [vm1]: [cpu = " + machine + "] has the word [");
  }
}
