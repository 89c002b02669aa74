package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.qemu.TestSystem;

class DistributionTests {

  @TempDir Path root;

  /** The fields as these distributions have them. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "debian,              -,                    DEBIAN",
        "raspbian,            debian,               DEBIAN",
        "ubuntu,              debian,               UBUNTU",
        "linuxmint,           'ubuntu debian',      UBUNTU",
        "fedora,              -,                    FEDORA",
        "rhel,                fedora,               RHEL",
        "rocky,               'rhel centos fedora', RHEL",
        "centos,              'rhel fedora',        RHEL",
        "ol,                  fedora,               RHEL",
        "opensuse-tumbleweed, 'opensuse suse',      SUSE",
        "sles,                -,                    SUSE",
        "arch,                -,                    ARCH",
        "manjaro,             arch,                 ARCH",
        "alpine,              -,                    ALPINE",
        "nixos,               -,                    OTHER",
      })
  void isOfTheFamilyOfItsIdOrElseOfItsNearestRelative(
      String id, String like, Distribution.Family family) throws IOException {
    String text = "ID=" + id + "\n" + (like == null ? "" : "ID_LIKE=\"" + like + "\"\n");
    assertThat(read(text).family()).isEqualTo(family);
  }

  @Test
  void hasItsNameForPeople() throws IOException {
    assertThat(read("# a comment\n\nPRETTY_NAME='Alpine Linux v3.22'\nID=alpine").name())
        .isEqualTo("Alpine Linux v3.22");
    assertThat(Distribution.read(root.resolve("none")).name()).isEqualTo("an unknown distribution");
  }

  private Distribution read(String text) throws IOException {
    return Distribution.read(Files.writeString(root.resolve("os-release"), text));
  }

  @ParameterizedTest
  @CsvSource({
    "DEBIAN, QEMU,    x86_64,  [apt-get install --no-install-recommends qemu-system-x86]",
    "UBUNTU, KERNEL,  x86_64,  [apt-get install --no-install-recommends linux-image-generic]",
    "FEDORA, BUSYBOX, x86_64,  [dnf install busybox]",
    "RHEL,   QEMU,    x86_64,  [dnf install qemu-kvm]",
    "SUSE,   UEFI,    aarch64, [zypper install qemu-uefi-aarch64]",
    "ARCH,   KERNEL,  x86_64,  [pacman -S linux]",
    "ALPINE, QEMU,    aarch64, [apk add qemu-system-aarch64]",
    "DEBIAN, UEFI,    aarch64, [apt-get install --no-install-recommends qemu-efi-aarch64]",
  })
  void namesThePackageToInstall(
      Distribution.Family family, HostPart part, String architecture, String command) {
    assertThat(part.remedy(system(family, architecture)))
        .isEqualTo("Install it, as root, with " + command + " (this system)");
  }

  @ParameterizedTest
  @EnumSource(HostPart.class)
  void saysWhatToInstallOnAnyOther(HostPart part) {
    assertThat(part.remedy(system(Distribution.Family.OTHER, "x86_64")))
        .startsWith("Install ")
        .endsWith(" (this system)")
        .doesNotContain("[");
  }

  private HostSystem system(Distribution.Family family, String architecture) {
    HostSystem any = new TestSystem(root).system();
    return new HostSystem(
        architecture,
        any.kvmDevice(),
        any.cpuInfo(),
        any.searchPath(),
        any.firmware(),
        any.cache(),
        new Distribution(family, "this system"),
        any.versionOf());
  }
}
