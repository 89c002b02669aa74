package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A UEFI firmware for guests: OVMF, or AAVMF on ARM.
 *
 * @param code the file with the program, without the variables
 */
@API(status = INTERNAL)
public record UefiFirmware(Path code) {

  /** The places in distributions, relative to the directory of shared files. */
  private static final List<String> X86 =
      List.of(
          "OVMF/OVMF_CODE_4M.fd",
          "OVMF/OVMF_CODE.fd",
          "edk2/ovmf/OVMF_CODE.fd",
          "edk2/x64/OVMF_CODE.4m.fd",
          "edk2-ovmf/x64/OVMF_CODE.fd",
          "qemu/ovmf-x86_64-code.bin",
          "qemu/edk2-x86_64-code.fd");

  private static final List<String> ARM =
      List.of(
          "AAVMF/AAVMF_CODE.fd",
          "AAVMF/QEMU_EFI.fd",
          "edk2/aarch64/QEMU_EFI-pflash.raw",
          "edk2/aarch64/QEMU_CODE.fd",
          "qemu/aavmf-aarch64-code.bin",
          "qemu/edk2-aarch64-code.fd");

  /**
   * Finds the firmware on this host.
   *
   * @throws org.multihost.migration.spi.DriverUnavailableException if there is none
   */
  public static UefiFirmware find(HostSystem system) {
    return find(system, Path.of("/usr/share"));
  }

  static UefiFirmware find(HostSystem system, Path share) {
    List<Path> places =
        (system.architecture().equals("aarch64") ? ARM : X86).stream().map(share::resolve).toList();
    return places.stream()
        .filter(Files::isReadable)
        .findFirst()
        .map(UefiFirmware::new)
        .orElseThrow(
            () -> HostPart.UEFI.missing(system, "No UEFI firmware found; looked at " + places));
  }
}
