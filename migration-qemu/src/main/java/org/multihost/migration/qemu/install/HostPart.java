package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.multihost.migration.spi.DriverUnavailableException;

/** A part that a host may lack, with the package that has it in each family of distributions. */
@API(status = INTERNAL)
public enum HostPart {
  QEMU(
      "QEMU",
      "qemu-system-x86|qemu-system-arm",
      "qemu-system-x86|qemu-system-arm",
      "qemu-system-x86-core|qemu-system-aarch64-core",
      "qemu-kvm",
      "qemu-x86|qemu-arm",
      "qemu-system-x86|qemu-system-aarch64",
      "qemu-system-x86_64|qemu-system-aarch64"),
  QEMU_IMG(
      "the program qemu-img",
      "qemu-utils",
      "qemu-utils",
      "qemu-img",
      "qemu-img",
      "qemu-img",
      "qemu-img",
      "qemu-img"),
  KERNEL(
      "a Linux kernel, or copy one to a file that this user can read",
      "linux-image-amd64|linux-image-arm64",
      "linux-image-generic",
      "kernel-core",
      "kernel-core",
      "kernel-default",
      "linux",
      "linux-virt"),
  /** RHEL has no package of it. */
  BUSYBOX(
      "a statically linked busybox, or copy one from another system",
      "busybox-static",
      "busybox-static",
      "busybox",
      "",
      "busybox-static",
      "busybox",
      "busybox-static"),
  UEFI(
      "the UEFI firmware OVMF (AAVMF on ARM), often in a package edk2",
      "ovmf|qemu-efi-aarch64",
      "ovmf|qemu-efi-aarch64",
      "edk2-ovmf|edk2-aarch64",
      "edk2-ovmf|edk2-aarch64",
      "qemu-ovmf-x86_64|qemu-uefi-aarch64",
      "edk2-ovmf|edk2-aarch64",
      "ovmf|aavmf"),
  SWTPM("swtpm", "swtpm", "swtpm", "swtpm", "swtpm", "swtpm", "swtpm", "swtpm"),
  IPROUTE(
      "the program ip of iproute2",
      "iproute2",
      "iproute2",
      "iproute",
      "iproute",
      "iproute2",
      "iproute2",
      "iproute2");

  private final String general;
  private final List<String> packages;

  /** The packages are in the order of the families; after the bar that for 64-bit ARM. */
  HostPart(String general, String... packages) {
    this.general = general;
    this.packages = List.of(packages);
  }

  /** Returns the sentence that says how to install it on this host. */
  public String remedy(HostSystem system) {
    Distribution distribution = system.distribution();
    int index = distribution.family().ordinal();
    String names = index < packages.size() ? packages.get(index) : "";
    String[] byArchitecture = names.split("\\|");
    String name =
        byArchitecture[system.architecture().equals("aarch64") ? last(byArchitecture) : 0];
    return name.isEmpty()
        ? "Install %s (%s)".formatted(general, distribution.name())
        : "Install it, as root, with [%s %s] (%s)"
            .formatted(distribution.family().installs(), name, distribution.name());
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
