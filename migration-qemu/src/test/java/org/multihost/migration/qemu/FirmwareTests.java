package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.FirmwarePlaces;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu(Firmware.UEFI)
@Timeout(300)
class FirmwareTests {

  private static final Duration BOOT = Duration.ofSeconds(150);
  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  /** What OVMF prints on the serial port when it has looked for something to boot. */
  private static final String OF_FIRMWARE = "BdsDxe: ";

  private final QemuDriver source = driver("source", HostSystem.current());
  private QemuDriver destination = driver("destination", HostSystem.current());

  @TempDir Path files;

  private static QemuDriver driver(String host, HostSystem system) {
    return QemuDriver.create(new TestContext(host), system);
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private VmSpec firmwareOnly(String machine, Firmware firmware) throws IOException {
    Path disk = files.resolve("empty.img");
    Files.write(disk, new byte[1 << 20]);
    return TestContext.withDisk("vm1", disk).toBuilder()
        .memory(128L << 20)
        .machine(Optional.of(machine))
        .firmware(firmware)
        .build();
  }

  private static VmSpec linux() {
    return TestContext.tinyLinux("vm1").toBuilder()
        .memory(192L << 20)
        .firmware(Firmware.UEFI)
        .build();
  }

  private record Reports(OutgoingReport outgoing, IncomingReport incoming, LocalVm vm) {
    LocalVm arrived() {
      assertThat(outgoing.outcome())
          .as("%s", outgoing.error())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(incoming.outcome())
          .as("%s", incoming.error())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(vm.state()).isEqualTo(VmState.RUNNING);
      return vm;
    }
  }

  private static Reports migrate(LocalVm here, QemuDriver to, VmSpec spec) throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    OutgoingReport outgoing =
        here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {})
            .completion()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    IncomingReport incoming = there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return new Reports(outgoing, incoming, there.vm());
  }

  private static Path variables(LocalVm vm) {
    return vm.unwrap(QemuProcess.class).launch().directory().file("variables");
  }

  @Test
  void theDefaultLinuxIsStartedByUefiAndMigratesThereAndBack() throws Exception {
    VmSpec spec = linux();
    source.verify(spec);
    LocalVm here = source.start(spec);
    String started = "ls -d /sys/firmware/efi && echo kept > /tmp/note";
    assertThat(here.login(BOOT).run(started).exitCode()).isZero();

    LocalVm there = migrate(here, destination, spec).arrived();
    assertThat(variables(there)).isNotEqualTo(variables(here)).exists();
    LocalVm back = migrate(there, source, spec).arrived();

    assertThat(back.login(BOOT).run("ls -d /sys/firmware/efi && cat /tmp/note").output())
        .contains("/sys/firmware/efi", "kept");
    back.close();
    assertThat(variables(back)).doesNotExist();
  }

  @Test
  void theFirmwareMigratesBeforeAnyGuestIsThere() throws Exception {
    theFirmwareMigrates("q35");
  }

  @Test
  @Tag("long")
  void theFirmwareOfTheOlderMachineMigratesToo() throws Exception {
    theFirmwareMigrates("pc");
  }

  private void theFirmwareMigrates(String machine) throws Exception {
    VmSpec spec = firmwareOnly(machine, Firmware.UEFI);
    LocalVm here = source.start(spec);
    here.console().await(OF_FIRMWARE, BOOT);

    LocalVm there = migrate(here, destination, spec).arrived();

    assertThat(Files.mismatch(variables(there), variables(here))).isEqualTo(-1);
    there.reset();
    there.console().await(OF_FIRMWARE, BOOT);
  }

  @ParameterizedTest
  @CsvSource({"UEFI, BIOS, system.flash", "BIOS, UEFI, pc."})
  void aDestinationWithOtherFirmwareFailsInItsWordsAndHarmsNoSource(
      Firmware here, Firmware there, String atDestination) throws Exception {
    LocalVm vm = source.start(firmwareOnly("q35", here));

    assertFailed(vm, migrate(vm, destination, firmwareOnly("q35", there)), atDestination);
  }

  private static void assertFailed(LocalVm vm, Reports reports, String words) {
    assertThat(reports.outgoing().outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(reports.incoming().outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(reports.incoming().error().orElseThrow()).contains(words);
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  private HostSystem with(FirmwarePlaces places) {
    HostSystem real = HostSystem.current();
    return new HostSystem(
        real.architecture(),
        real.kvmDevice(),
        real.cpuInfo(),
        real.searchPath(),
        places,
        real.cache(),
        real.distribution(),
        real.versionOf());
  }

  @Test
  @Tag("long")
  void aDestinationWithFirmwareOfAnotherSizeFailsInItsWordsAndHarmsNoSource() throws Exception {
    Path directory = Files.createDirectory(files.resolve("small"));
    Path code = Files.write(directory.resolve("code"), new byte[1 << 20]);
    Path template = Files.write(directory.resolve("variables"), new byte[1 << 17]);
    String descriptor =
        """
        {"interface-types": ["uefi"], "features": [],
         "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}],
         "mapping": {"device": "flash",
           "executable": {"filename": "%s", "format": "raw"},
           "nvram-template": {"filename": "%s", "format": "raw"}}}
        """;
    Files.writeString(directory.resolve("1.json"), descriptor.formatted(code, template));
    destination.close();
    destination = driver("destination", with(new FirmwarePlaces(List.of(directory), files)));
    VmSpec spec = firmwareOnly("q35", Firmware.UEFI);
    LocalVm vm = source.start(spec);

    assertFailed(vm, migrate(vm, destination, spec), "system.flash0");
  }

  @Test
  void aHostWithoutFirmwareIsUnavailableWithTheRemedy() throws Exception {
    destination.close();
    destination = driver("destination", with(new FirmwarePlaces(List.of(), files)));
    VmSpec spec = firmwareOnly("q35", Firmware.UEFI);

    assertThatThrownBy(() -> destination.verify(spec))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContaining("No UEFI firmware without secure boot found");
    destination.verify(firmwareOnly("q35", Firmware.BIOS));
  }

  @Test
  void whatUefiCannotStartIsRefusedBeforeQemuStarts() throws Exception {
    assertRefused(
        linux().toBuilder().memory(160L << 20).build(),
        "memory [160 MiB] is too small for the default Linux, which needs [192 MiB] at least; set [memory] to more, or remove [firmware]");
    for (String type : List.of("microvm", "isapc")) {
      assertRefused(
          linux().toBuilder().machine(Optional.of(type)).build(),
          "it cannot have [firmware = uefi]: machine type [%s] has no flash memory for it; use [q35] or [pc]"
              .formatted(type));
    }
    VmSpec builtIn = linux().toBuilder().machine(Optional.empty()).guest(Guest.BUILT_IN).build();
    assertRefused(builtIn, "it cannot start guest [built-in]; set [guest] to [linux]");
    Path elf = Files.write(files.resolve("vmlinux"), new byte[] {0x7f, 'E', 'L', 'F'});
    VmSpec kernel = builtIn.toBuilder().kernel(Optional.of(elf.toString())).build();
    assertRefused(kernel, "kernel [" + elf + "]: it is no program for EFI");
  }

  private void assertRefused(VmSpec spec, String message) {
    assertThatThrownBy(() -> source.verify(spec))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageStartingWith("Virtual machine [vm1]: ")
        .hasMessageContaining(message);
  }
}
