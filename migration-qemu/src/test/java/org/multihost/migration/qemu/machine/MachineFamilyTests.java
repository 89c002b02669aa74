package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MachineFamilyTests {

  @ParameterizedTest
  @CsvSource({
    "q35, Q35",
    "pc-q35-7.2, Q35",
    "pc, PC",
    "pc-i440fx-10.0, PC",
    "microvm, MICROVM",
    "isapc, OTHER",
    "virt, VIRT",
    "virt-7.2, VIRT",
    "none, OTHER"
  })
  void isThatOfEachVersionOfAType(String type, MachineFamily family) {
    assertThat(MachineFamily.of(type)).isEqualTo(family);
  }

  @ParameterizedTest
  @EnumSource
  void hasAPlaceOfItsOwnForEachPort(MachineFamily family) {
    assertThat(
            IntStream.range(0, family.mostPorts())
                .mapToObj(port -> family.device("virtio-blk", "d", port).text()))
        .doesNotHaveDuplicates()
        .noneMatch(device -> device.contains("0x1e") || device.contains("0x3"));
  }

  @Test
  void pcHasItsPortsOnItsOnlyBus() {
    assertThat(MachineFamily.PC.device("virtio-blk", "d", 0).text())
        .isEqualTo("driver=virtio-blk-pci,id=d,bus=pci.0,addr=0x10");
    assertThat(MachineFamily.PC.device("virtio-blk", "d", 25).text()).endsWith("addr=0x4");
    assertThat(MachineFamily.PC.ports(4)).isEmpty();
    assertThat(MachineFamily.PC.floppy("f")).hasSize(1);
  }
}
