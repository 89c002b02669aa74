package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;
import static org.multihost.migration.qemu.install.Distribution.Family.ALPINE;
import static org.multihost.migration.qemu.install.Distribution.Family.ARCH;
import static org.multihost.migration.qemu.install.Distribution.Family.DEBIAN;
import static org.multihost.migration.qemu.install.Distribution.Family.FEDORA;
import static org.multihost.migration.qemu.install.Distribution.Family.RHEL;
import static org.multihost.migration.qemu.install.Distribution.Family.SUSE;
import static org.multihost.migration.qemu.install.Distribution.Family.UBUNTU;

import java.nio.file.Path;
import java.util.Map;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.install.Distribution.Family;
import org.multihost.migration.spi.DriverUnavailableException;

/** A part that a host may lack, with the package that has it in each family of distributions. */
@API(status = INTERNAL)
public enum HostPart {
  QEMU(
      "QEMU",
      Map.of(
          DEBIAN, "qemu-system-x86|qemu-system-arm",
          UBUNTU, "qemu-system-x86|qemu-system-arm",
          FEDORA, "qemu-system-x86-core|qemu-system-aarch64-core",
          RHEL, "qemu-kvm",
          SUSE, "qemu-x86|qemu-arm",
          ARCH, "qemu-system-x86|qemu-system-aarch64",
          ALPINE, "qemu-system-x86_64|qemu-system-aarch64")),
  QEMU_IMG(
      "the program qemu-img",
      Map.of(
          DEBIAN, "qemu-utils",
          UBUNTU, "qemu-utils",
          FEDORA, "qemu-img",
          RHEL, "qemu-img",
          SUSE, "qemu-img",
          ARCH, "qemu-img",
          ALPINE, "qemu-img")),
  KERNEL(
      "a Linux kernel, or copy one to a file that this user can read",
      Map.of(
          DEBIAN, "linux-image-amd64|linux-image-arm64",
          UBUNTU, "linux-image-generic",
          FEDORA, "kernel-core",
          RHEL, "kernel-core",
          SUSE, "kernel-default",
          ARCH, "linux",
          ALPINE, "linux-virt")),
  /** RHEL has no package of it. */
  BUSYBOX(
      "a statically linked busybox, or copy one from another system",
      Map.of(
          DEBIAN, "busybox-static",
          UBUNTU, "busybox-static",
          FEDORA, "busybox",
          SUSE, "busybox-static",
          ARCH, "busybox",
          ALPINE, "busybox-static")),
  UEFI(
      "the UEFI firmware OVMF (AAVMF on ARM), often in a package edk2",
      Map.of(
          DEBIAN, "ovmf|qemu-efi-aarch64",
          UBUNTU, "ovmf|qemu-efi-aarch64",
          FEDORA, "edk2-ovmf|edk2-aarch64",
          RHEL, "edk2-ovmf|edk2-aarch64",
          SUSE, "qemu-ovmf-x86_64|qemu-uefi-aarch64",
          ARCH, "edk2-ovmf|edk2-aarch64",
          ALPINE, "ovmf|aavmf")),
  SWTPM(
      "swtpm",
      Map.of(
          DEBIAN, "swtpm",
          UBUNTU, "swtpm",
          FEDORA, "swtpm",
          RHEL, "swtpm",
          SUSE, "swtpm",
          ARCH, "swtpm",
          ALPINE, "swtpm")),
  /** Debian 12 and Ubuntu 22.04 have it in qemu-system-common. */
  VIRTIOFSD(
      "virtiofsd",
      Map.of(
          DEBIAN, "virtiofsd",
          UBUNTU, "virtiofsd",
          FEDORA, "virtiofsd",
          RHEL, "virtiofsd",
          SUSE, "virtiofsd",
          ARCH, "virtiofsd",
          ALPINE, "virtiofsd")),
  IPROUTE(
      "the program ip of iproute2",
      Map.of(
          DEBIAN, "iproute2",
          UBUNTU, "iproute2",
          FEDORA, "iproute",
          RHEL, "iproute",
          SUSE, "iproute2",
          ARCH, "iproute2",
          ALPINE, "iproute2"));

  private final String general;
  private final Map<Family, String> packages;

  /** After the bar is the package for 64-bit ARM. */
  HostPart(String general, Map<Family, String> packages) {
    this.general = general;
    this.packages = packages;
  }

  /** Returns the sentence that says how to install it on this host. */
  public String remedy(HostSystem system) {
    Distribution distribution = system.distribution();
    String names = packages.getOrDefault(distribution.family(), "");
    String[] byArchitecture = names.split("\\|");
    String name = byArchitecture[architecture(system).equals("aarch64") ? last(byArchitecture) : 0];
    return name.isEmpty()
        ? "Install %s (%s)".formatted(general, distribution.name())
        : "Install it, as root, with [%s %s] (%s)"
            .formatted(distribution.family().installs(), name, distribution.name());
  }

  /** A guest's parts are of the guest's architecture, other programs of the host's. */
  private String architecture(HostSystem system) {
    return this == QEMU || this == UEFI ? system.guests() : system.architecture();
  }

  private static int last(String[] names) {
    return names.length - 1;
  }

  /**
   * Finds a program of this part on the search path.
   *
   * @throws DriverUnavailableException if there is none
   */
  public Path program(HostSystem system, String name) {
    return system
        .program(name)
        .orElseThrow(
            () ->
                missing(
                    system, "No [%s] found; looked in %s".formatted(name, system.searchPath())));
  }

  /**
   * Returns the exception for a host without it.
   *
   * @param sentence about what is missing and where it was looked for, without a full stop
   */
  public DriverUnavailableException missing(HostSystem system, String sentence) {
    return new DriverUnavailableException(sentence + ".\n" + remedy(system));
  }
}
