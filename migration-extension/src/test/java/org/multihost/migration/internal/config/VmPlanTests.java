package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.Disk;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.VmDrives;

class VmPlanTests {

  @MigrateVm(
      name = "vm1",
      memory = "512 MiB",
      arguments = {"-device", "with, comma and space"},
      profile = {"small", "big"})
  private static final class Declared {}

  @MigrateVm(name = "vm1", memory = "512")
  private static final class WithoutUnit {}

  @MigrateVm(
      name = "vm1",
      disks = {@Disk(path = "a, b.qcow2"), @Disk(path = "c.img")},
      cdrom = "x.iso",
      floppy = "empty")
  private static final class WithDrives {}

  @MigrateVm(name = "vm1", home = "nowhere")
  private static final class AtNoHost {}

  private final Properties properties = new Properties();

  @MigrateVm(name = "vm1", memory = "64 MiB")
  private static final class Bare {}

  private VmPlan plan(Class<?> declared, String host) {
    return plan(declared, host, true);
  }

  private Guest guest(boolean spokenTo) {
    return plan(Bare.class, "source", spokenTo).spec().guest();
  }

  private VmPlan plan(Class<?> declared, String host, boolean spokenTo) {
    Settings settings =
        Settings.read(new SettingSource(key -> Optional.empty(), properties, Map.of()));
    VmDeclaration vm =
        VmDeclaration.of(declared.getAnnotation(MigrateVm.class), "class " + declared.getName())
            .spokenTo(spokenTo);
    return VmPlan.of(
        vm, host, List.of("source", "destination"), settings, new DeclaredValues(host, vm.name()));
  }

  @Test
  void takesTheAnnotationAndDefaults() {
    VmPlan plan = plan(Declared.class, "source");

    assertThat(plan.spec().memory()).isEqualTo(512L << 20);
    assertThat(plan.spec().cpus()).isEqualTo(1);
    assertThat(plan.spec().arguments()).containsExactly("-device", "with, comma and space");
    assertThat(plan.home()).isEqualTo("source");
  }

  @Test
  void takesDisksAndMediaAndKnowsWhichAreOfThisHostAlone() {
    VmDrives declared = plan(WithDrives.class, "source").spec().drives();
    assertThat(declared.disks())
        .extracting(VmDrives.Disk::path)
        .containsExactly("a, b.qcow2", "c.img");
    assertThat(declared.cdrom()).contains("x.iso");
    assertThat(declared.floppy()).contains(VmDrives.EMPTY);
    assertThat(declared.ownOfHost()).isEmpty();

    properties.setProperty("multihost.vm.vm1.disks", "d.img , e f.img");
    properties.setProperty("multihost.host.destination.vm.vm1.cdrom", "y.iso");
    VmDrives there = plan(WithDrives.class, "destination").spec().drives();
    assertThat(there.disks()).extracting(VmDrives.Disk::path).containsExactly("d.img", "e f.img");
    assertThat(there.cdrom()).contains("y.iso");
    assertThat(there.ownOfHost()).containsExactly("cdrom");
    assertThat(plan(WithDrives.class, "source").spec().drives().ownOfHost()).isEmpty();
  }

  @Test
  void prefersTheHostsSettingToTheVmsToProfilesToTheAnnotation() {
    properties.setProperty("multihost.profile.small.memory", "64 MiB");
    assertThat(plan(Declared.class, "source").spec().memory()).isEqualTo(64L << 20);

    properties.setProperty("multihost.profile.big.memory", "1 GiB");
    assertThat(plan(Declared.class, "source").spec().memory()).isEqualTo(1L << 30);

    properties.setProperty("multihost.vm.vm1.memory", "128 MiB");
    assertThat(plan(Declared.class, "source").spec().memory()).isEqualTo(128L << 20);

    properties.setProperty("multihost.host.destination.vm.vm1.memory", "96 MiB");
    assertThat(plan(Declared.class, "destination").spec().memory()).isEqualTo(96L << 20);
    assertThat(plan(Declared.class, "source").spec().memory()).isEqualTo(128L << 20);
  }

  @Test
  void logsInOverTheSerialPortUnlessToldOtherwise() {
    assertThat(plan(Declared.class, "source").spec().access()).isEqualTo(GuestAccess.SERIAL);

    properties.setProperty("multihost.vm.vm1.login", "ssh");
    properties.setProperty("multihost.vm.vm1.ssh-port", "2222");
    properties.setProperty("multihost.host.source.vm.vm1.login", "none");

    assertThat(plan(Declared.class, "source").spec().access().login()).isEqualTo(Login.NONE);
    GuestAccess access = plan(Declared.class, "destination").spec().access();
    assertThat(access.login()).isEqualTo(Login.SSH);
    assertThat(access.network()).isTrue();
    assertThat(access.sshPort()).isEqualTo(2222);
  }

  @Test
  void aVmThatNobodySpeaksWithHasTheBuiltInGuest() {
    assertThat(guest(false)).isEqualTo(Guest.BUILT_IN);
    assertThat(guest(true)).isEqualTo(Guest.LINUX);

    properties.setProperty("multihost.vm.vm1.login", "none");
    assertThat(guest(false)).isEqualTo(Guest.BUILT_IN);
    assertThat(guest(true)).isEqualTo(Guest.LINUX);
  }

  @ParameterizedTest
  @CsvSource({
    "login, serial", "login, ssh", "guest, linux", "disks, a.img", "cdrom, empty",
    "network, user", "cmdline, quiet", "arguments, -S", "image, a.img", "kernel, vmlinuz",
    "firmware, uefi",
  })
  void whatIsOfUseForALinuxOnlyGivesOne(String setting, String value) {
    properties.setProperty("multihost.vm.vm1." + setting, value);

    assertThat(guest(false)).isEqualTo(Guest.LINUX);
  }

  @Test
  void theBuiltInGuestCanBeAskedFor() {
    properties.setProperty("multihost.vm.vm1.guest", "built-in");

    assertThat(guest(true)).isEqualTo(Guest.BUILT_IN);
  }

  @Test
  void refusesSshWithoutANetwork() {
    properties.setProperty("multihost.vm.vm1.login", "ssh");
    properties.setProperty("multihost.vm.vm1.network", "none");

    assertThatThrownBy(() -> plan(Declared.class, "source"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.vm.vm1.network]")
        .hasMessageContaining("login is by SSH");
  }

  private GuestAccess prepared(String... settings) {
    properties.setProperty("multihost.vm.vm1.cloud-init", "nocloud");
    properties.setProperty("multihost.vm.vm1.image", "debian.qcow2");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      properties.setProperty("multihost.vm.vm1." + parts[0], parts[1]);
    }
    return plan(Bare.class, "source").spec().access();
  }

  @Test
  void aPreparedImageIsLoggedInToBySshAsAUserOfItsOwn() {
    GuestAccess access = prepared("user-data=#cloud-config");

    assertThat(access.prepared()).isTrue();
    assertThat(access.login()).isEqualTo(Login.SSH);
    assertThat(access.network()).isTrue();
    assertThat(access.credentials().user()).isEqualTo("multihost");
    assertThat(access.userData()).contains("#cloud-config");
    assertThat(prepared("user=debian", "login=none").credentials().user()).isEqualTo("debian");
    assertThat(prepared().login()).isEqualTo(Login.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "image, '', cloud-init, has no [image]",
    "login, serial, login, 'ssh, console or none'",
    "network, none, network, login is by SSH",
    "cloud-init, none, user-data, set it to nocloud",
    "cloud-init, yes, cloud-init, 'none, nocloud'",
  })
  void aPreparedImageThatCannotBeIsRefused(
      String setting, String value, String refused, String reason) {
    properties.setProperty("multihost.vm.vm1.user-data", "user-data.yaml");
    String[] wrong = value.isEmpty() ? new String[0] : new String[] {setting + "=" + value};

    assertThatThrownBy(
            () -> {
              if (wrong.length == 0) {
                properties.setProperty("multihost.vm.vm1.cloud-init", "nocloud");
                plan(Bare.class, "source");
              }
              prepared(wrong);
            })
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.vm.vm1." + refused + "]", reason);
  }

  @Test
  void showsNoPassword() {
    properties.setProperty("multihost.vm.vm1.password", "open sesame");

    assertThat(plan(Declared.class, "source").spec().toString()).doesNotContain("sesame");
  }

  @Test
  void refusesMemoryWithoutUnitNamingTheClass() {
    assertThatThrownBy(() -> plan(WithoutUnit.class, "source"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[512]")
        .hasMessageContaining(WithoutUnit.class.getName())
        .hasMessageContaining("256 MiB");
  }

  @Test
  void refusesHomeThatIsNoHost() {
    assertThatThrownBy(() -> plan(AtNoHost.class, "source"))
        .hasMessageContaining("[nowhere]")
        .hasMessageContaining("[source, destination]");
  }
}
