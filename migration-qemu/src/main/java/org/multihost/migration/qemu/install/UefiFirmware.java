package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * A UEFI firmware for guests, without secure boot: OVMF, or AAVMF on ARM.
 *
 * @param code the program, which all guests share
 * @param variables the template of the variables, of which each guest has a copy
 */
@API(status = INTERNAL)
public record UefiFirmware(Image code, Image variables) {

  /**
   * An image of flash memory.
   *
   * @param format in QEMU's terms, such as {@code raw}
   */
  @API(status = INTERNAL)
  public record Image(Path path, String format) {
    static Image raw(Path path) {
      return new Image(path, "raw");
    }
  }

  /**
   * Finds the firmware on this host: by QEMU's descriptors of firmware, as libvirt does, then at
   * the places of distributions without descriptors.
   *
   * @param machine the machine type of the guest, with a version or without
   * @throws org.multihost.migration.spi.DriverUnavailableException if there is none; has the reason
   *     against each descriptor
   */
  public static UefiFirmware find(HostSystem system, String machine) {
    return new FirmwareSearch(system, machine).find();
  }

  /** Returns the type of machine that most guests of this architecture have. */
  public static String usualMachine(HostSystem system) {
    return system.ofGuests().machine();
  }

  @Override
  public String toString() {
    return code.path() + ", variables " + variables.path();
  }
}
