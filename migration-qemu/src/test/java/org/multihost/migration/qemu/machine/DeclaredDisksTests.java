package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

class DeclaredDisksTests {

  @TempDir Path images;

  private VmDrives.Disk disk(DiskBus bus, boolean readOnly, boolean iothread) throws IOException {
    Path image = Files.write(images.resolve("disk.img"), new byte[512]);
    return new VmDrives.Disk(
        image.toString(),
        Optional.empty(),
        bus,
        Optional.empty(),
        DiskCache.WRITEBACK,
        readOnly,
        iothread);
  }

  private static VmSpec spec(List<VmDrives.Disk> disks) {
    return VmSpec.builder("vm1").disks(disks).build();
  }

  private static void verify(String type, List<VmDrives.Disk> disks) {
    DeclaredDisks.of("vm1", type, DeclaredDevices.of(spec(disks)).devices()).verify();
  }

  private static void assertRefused(String type, List<VmDrives.Disk> disks, String message) {
    assertThatThrownBy(() -> verify(type, disks))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageStartingWith("Virtual machine [vm1]: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "q35, PARAVIRTUAL, 112",
    "pc-q35-7.2, SCSI, 112",
    "q35, SATA, 5",
    "pc, IDE, 3",
    "pc-i440fx-7.2, SCSI, 26",
    "microvm, SCSI, 7"
  })
  void aTypeHasPlacesForDisksOfItsBuses(String type, DiskBus bus, int places) throws IOException {
    VmDrives.Disk disk = disk(bus, false, false);
    assertThatCode(() -> verify(type, Collections.nCopies(places, disk)))
        .doesNotThrowAnyException();
    assertRefused(
        type,
        Collections.nCopies(places + 1, disk),
        "it has places for [%s], not [%s]".formatted(places, places + 1));
  }

  @Test
  void namesAnotherBusWhereTheControllerIsFull() throws IOException {
    assertRefused(
        "q35",
        Collections.nCopies(6, disk(DiskBus.SATA, false, false)),
        "[disks] at its own controller: it has places for [5], not [6]; use bus [paravirtual]");
  }

  @Test
  void theControllerOfTheTypeAndThePortsHavePlacesOfTheirOwn() throws IOException {
    VmDrives.Disk virtio = disk(DiskBus.PARAVIRTUAL, false, false);
    VmDrives.Disk sata = disk(DiskBus.SATA, false, false);
    VmDrives.Disk scsi = disk(DiskBus.SCSI, false, false);

    assertThat(DeclaredDevices.of(spec(List.of(sata, virtio, sata, scsi))).devices())
        .extracting(device -> device.id() + " " + ((QemuDevice.Disk) device).port())
        .containsExactly("disk0 0", "disk1 0", "disk2 1", "disk3 1");
  }

  @ParameterizedTest
  @CsvSource({
    "q35, IDE, 'type [q35] has no bus [ide] for disk [disk0]; it has [paravirtual, scsi, sata]'",
    "pc, SATA, 'type [pc] has no bus [sata] for disk [disk0]; it has [paravirtual, scsi, ide]'",
    "microvm, SATA, 'has no bus [sata] for disk [disk0]; it has [paravirtual, scsi]'",
    "isapc, IDE, 'type [isapc] has no bus [ide] for disk [disk0]; it has []'"
  })
  void refusesABusThatTheTypeDoesNotHave(String type, DiskBus bus, String message)
      throws IOException {
    assertRefused(type, List.of(disk(bus, false, false)), message);
  }

  @Test
  void refusesWhatABusCannotDo() throws IOException {
    assertRefused(
        "q35",
        List.of(disk(DiskBus.SATA, true, false)),
        "disk [disk0] on bus [sata] cannot be read-only; use [paravirtual] or [scsi]");
    assertRefused(
        "pc",
        List.of(disk(DiskBus.IDE, false, true)),
        "disk [disk0] on bus [ide] cannot have a thread of its own");
  }

  @Test
  void refusesASerialNumberThatTwoDisksHave() throws IOException {
    VmDrives.Disk plain = disk(DiskBus.PARAVIRTUAL, false, false);
    VmDrives.Disk same =
        new VmDrives.Disk(
            plain.path(),
            Optional.empty(),
            DiskBus.SATA,
            Optional.of("disk0"),
            DiskCache.WRITEBACK,
            false,
            false);

    assertRefused("q35", List.of(plain, same), "two disks have the serial number [disk0]");
  }

  @Test
  void refusesADiskThatDoesNotExistAlsoIfItsFormatIsDeclared() {
    for (Optional<String> format : List.of(Optional.<String>empty(), Optional.of("raw"))) {
      VmSpec spec = spec(List.of(VmDrives.Disk.of("x").with("/no/such.img", format)));
      assertThatThrownBy(() -> DeclaredDevices.of(spec))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContaining("disks [/no/such.img]: there is no file [/no/such.img]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, its format is declared as [qcow2]; it does not begin like one",
    "raw2, its format [raw2] is not known; allowed are raw and qcow2",
    "vmdk, 'its format is [vmdk], with which QEMU does not migrate'"
  })
  void refusesADeclaredFormat(String format, String message) throws IOException {
    VmDrives.Disk plain = disk(DiskBus.PARAVIRTUAL, false, false);
    VmSpec spec = spec(List.of(plain.with(plain.path(), Optional.of(format))));

    assertThatThrownBy(() -> DeclaredDevices.of(spec).verifyFormats())
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("disk.img] in [disk0] cannot be used: " + message);
  }

  /* A setting of a host names only its path, and the annotation's properties hold. */
  @Test
  void aDestinationHasEverythingButThePathFromTheSource() throws IOException {
    VmDrives.Disk sata = disk(DiskBus.SATA, false, false);
    List<QemuDevice> there =
        DeclaredDevices.of(spec(List.of(sata.with(sata.path(), Optional.of("raw"))))).devices();
    Path own = Files.writeString(images.resolve("own"), "QFI\u00fb", StandardCharsets.ISO_8859_1);
    VmSpec here =
        spec(List.of(VmDrives.Disk.of(own.toString()))).toBuilder()
            .ownOfHost(Set.of("disks"))
            .build();

    QemuDevice.Disk disk = (QemuDevice.Disk) DeclaredDevices.of(here).like(there).get(0);

    assertThat(disk.image()).isEqualTo(new DiskImage(own, "raw"));
    assertThat(disk.with(((QemuDevice.Disk) there.get(0)).image())).isEqualTo(there.get(0));
  }
}
