package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.Firmware;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.LocalVm;

/** Guests that go on from where another one had booted, with a cache that knows of none yet. */
@NeedsQemu
@Timeout(600)
class SnapshotBootTests {

  private static final Duration BOOT = Duration.ofMinutes(3);

  @TempDir Path cache;

  private final TestContext context =
      new TestContext("source").with(QemuSettings.ACCELERATOR, "tcg");
  private QemuDriver driver;

  @BeforeEach
  void startDriver() {
    HostSystem real = HostSystem.current();
    context
        .with(QemuSettings.BINARY, installed(real).binary().path().toString())
        .with(QemuSettings.KERNEL, kernel(real).toString());
    HostSystem system =
        new HostSystem(
            real.architecture(),
            real.kvmDevice(),
            real.cpuInfo(),
            real.searchPath(),
            real.firmware(),
            cache,
            real.distribution(),
            real.versionOf());
    driver = QemuDriver.create(context, system);
  }

  private QemuInstallation installed(HostSystem system) {
    return QemuInstallation.select(context::setting, system);
  }

  private static Path kernel(HostSystem system) {
    return TinyLinux.locate(
            Optional.empty(), Optional.empty(), GuestPlaces.of(system), Firmware.BIOS)
        .kernel();
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void aGuestGoesOnFromAnEarlierBootUnlessThatIsDamaged() throws IOException {
    String boot;
    try (LocalVm first = driver.start(TestContext.tinyLinux("vm1"))) {
      assertThat(context.notices())
          .last()
          .asString()
          .contains("The small Linux of virtual machine [vm1] has booted and is kept in [" + cache);
      boot = bootOf(first);
      first.login(BOOT).run("echo first >/tmp/note");
    }
    int notices = context.notices().size();
    try (LocalVm second = driver.start(TestContext.tinyLinux("vm2"))) {
      assertThat(bootOf(second)).isEqualTo(boot);
      assertThat(second.login(BOOT).runUnchecked("cat /tmp/note").exitCode()).isNotZero();
      assertThat(context.notices()).hasSize(notices);
      assertThat(second.diagnosis().essentials())
          .as("a diagnosis before any migration of the test")
          .contains(
              "query-migrate: no migration since the VM started from the snapshot of an earlier boot")
          .noneMatch(line -> line.contains("MIGRATION"));
    }
    Path state = onlyState();
    Files.write(state, new byte[1 << 20]);
    Files.setLastModifiedTime(state, FileTime.from(Instant.EPOCH));

    try (LocalVm third = driver.start(TestContext.tinyLinux("vm3"))) {
      third.console().await("TinyLinux ready", BOOT);
      assertThat(context.notices())
          .last()
          .asString()
          .contains(
              "Virtual machine [vm3] has to boot, because it cannot start from the snapshot of an earlier boot");
      assertThat(state).doesNotExist();
    }
  }

  /** What the kernel said and when, of a guest that is as it would be had it booted itself. */
  private static String bootOf(LocalVm vm) {
    assertThat(vm.console().text()).contains("TinyLinux ready");
    GuestSession session = vm.login(BOOT);
    long clock = Long.parseLong(session.run("date +%s").output().strip());
    assertThat(clock).isCloseTo(Instant.now().getEpochSecond(), within(10L));
    return session.run("dmesg | head -n 100").output();
  }

  private Path onlyState() throws IOException {
    try (Stream<Path> files = Files.walk(cache.resolve("booted"))) {
      List<Path> states = files.filter(file -> file.endsWith("state")).toList();
      assertThat(states).hasSize(1);
      return states.get(0);
    }
  }

  @Test
  void theUserMayWantEachGuestToBoot() {
    assertThat(wanted("auto", Accelerator.TCG)).isTrue();
    assertThat(wanted("auto", Accelerator.KVM)).isFalse();
    assertThat(wanted("always", Accelerator.TCG)).isFalse();
    assertThatThrownBy(() -> wanted("sometimes", Accelerator.TCG))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [multihost.qemu.boot] has the value [sometimes] (from: test): allowed are auto, always");
  }

  private static boolean wanted(String value, Accelerator accelerator) {
    TestContext context = new TestContext("source").with(QemuSettings.BOOT, value);
    return SnapshotBoot.isWanted(context::setting, accelerator);
  }
}
