package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.spi.DriverUnavailableException;

class UefiFirmwareTests {

  @TempDir Path root;
  private HostSystem system;

  @BeforeEach
  void makeUpASystem() throws IOException {
    HostSystem any = new TestSystem(root).system();
    List<Path> directories = List.of(root.resolve("etc"), root.resolve("usr"));
    for (Path directory : directories) {
      Files.createDirectories(directory);
    }
    FirmwarePlaces places = new FirmwarePlaces(directories, root.resolve("share"));
    system =
        new HostSystem(
            any.architecture(),
            any.kvmDevice(),
            any.cpuInfo(),
            any.searchPath(),
            places,
            any.cache(),
            any.distribution(),
            any.versionOf());
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "flash");
  }

  /** A descriptor of a firmware whose two files are there. */
  private String descriptor(String name, String features) throws IOException {
    return """
        {"interface-types": ["uefi"],
         "mapping": {"device": "flash",
           "executable": {"filename": "%s", "format": "raw"},
           "nvram-template": {"filename": "%s", "format": "qcow2"}},
         "targets": [{"architecture": "x86_64", "machines": ["pc-i440fx-*", "pc-q35-*"]}],
         "features": [%s]}
        """
        .formatted(file(name + "_CODE.fd"), file(name + "_VARS.fd"), features);
  }

  private void describe(String file, String content) throws IOException {
    Files.writeString(root.resolve(file), content);
  }

  private Path found(String machine) {
    return UefiFirmware.find(system, machine).code().path();
  }

  @ParameterizedTest
  @ValueSource(strings = {"q35", "pc", "pc-q35-7.2", "pc-i440fx-10.0", "pc-q35-rhel9.4.0"})
  void aDescriptorSaysWhichMachineTypesItsFirmwareIsFor(String machine) throws IOException {
    describe("usr/60-plain.json", descriptor("plain", "\"acpi-s3\", \"verbose-dynamic\""));

    UefiFirmware firmware = UefiFirmware.find(system, machine);

    assertThat(firmware.code())
        .isEqualTo(new UefiFirmware.Image(root.resolve("plain_CODE.fd"), "raw"));
    assertThat(firmware.variables())
        .isEqualTo(new UefiFirmware.Image(root.resolve("plain_VARS.fd"), "qcow2"));
  }

  @Test
  void theFirstNameWithoutSecureBootIsTaken() throws IOException {
    describe("usr/40-enrolled.json", descriptor("enrolled", "\"enrolled-keys\""));
    describe("usr/50-secure.json", descriptor("secure", "\"secure-boot\", \"requires-smm\""));
    describe("usr/70-last.json", descriptor("last", ""));
    describe("usr/60-plain.json", descriptor("plain", ""));

    assertThat(found("q35")).isEqualTo(root.resolve("plain_CODE.fd"));
  }

  @Test
  void theAdministratorsDescriptorHidesTheDistributionsOfItsName() throws IOException {
    describe("usr/60-plain.json", descriptor("plain", ""));
    describe("usr/70-last.json", descriptor("last", ""));
    describe("etc/60-plain.json", descriptor("own", ""));
    assertThat(found("q35")).isEqualTo(root.resolve("own_CODE.fd"));

    describe("etc/60-plain.json", "");
    assertThat(found("q35")).isEqualTo(root.resolve("last_CODE.fd"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"uefi\"   | \"bios\"      | it is no UEFI firmware",
        "\"flash\"  | \"memory\"    | it is no flash memory in two parts",
        "\"raw\"    | 7,            | JsonParseException",
        "x86_64     | aarch64       | it is not for this machine type",
        "pc-q35-    | pc-q35-[      | it is not for this machine type",
        "_VARS.fd   | _OTHER.fd     | _OTHER.fd: does not exist",
        "nvram      | other         | it has no file name of [nvram-template]",
        "[]         | [\"secure-boot\"] | it has the feature [secure-boot]",
      })
  void whatIsNotSuitableIsPassedOverWithTheReason(String part, String other, String reason)
      throws IOException {
    describe("usr/60-odd.json", descriptor("odd", "").replace(part, other));

    assertThatThrownBy(() -> found("pc-q35-7.2"))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageStartingWith("No UEFI firmware without secure boot found for machine type")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("--no-install-recommends ovmf] (Debian of the test)");
  }

  @Test
  void withoutDescriptorsTheKnownPlacesAreUsed() throws IOException {
    Path code = file("share/edk2/ovmf/OVMF_CODE.fd");
    assertThatThrownBy(() -> found("q35"))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContainingAll(
            root.resolve("etc/*.json") + ": none",
            root.resolve("share/OVMF/OVMF_CODE_4M.fd") + ": does not exist",
            root.resolve("share/edk2/ovmf/OVMF_VARS.fd") + ": does not exist");

    Path variables = file("share/edk2/ovmf/OVMF_VARS.fd");

    assertThat(UefiFirmware.find(system, "q35"))
        .isEqualTo(
            new UefiFirmware(UefiFirmware.Image.raw(code), UefiFirmware.Image.raw(variables)));
  }
}
