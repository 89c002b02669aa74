package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.LocalVm;

/** Guests of a user whose home is mounted read-only, with the cache in it. */
@NeedsQemu
@Timeout(600)
class ReadOnlyHomeTests {

  private static final Duration BOOT = Duration.ofMinutes(3);

  @TempDir Path home;

  private TestContext context() {
    HostSystem real = HostSystem.current();
    TestContext context = new TestContext("source").with(QemuSettings.ACCELERATOR, "tcg");
    Path qemu = QemuInstallation.select(context::setting, real).binary().path();
    TinyLinux guest =
        TinyLinux.locate(Optional.empty(), Optional.empty(), GuestPlaces.of(real), Firmware.BIOS);
    return context
        .with(QemuSettings.BINARY, qemu.toString())
        .with(QemuSettings.KERNEL, guest.kernel().toString());
  }

  private QemuDriver driver(TestContext context) {
    HostSystem real = HostSystem.current();
    return QemuDriver.create(
        context,
        new HostSystem(
            real.architecture(),
            real.kvmDevice(),
            real.cpuInfo(),
            real.searchPath(),
            real.firmware(),
            home.resolve(".cache/multihost"),
            real.distribution(),
            real.versionOf()));
  }

  private static void answers(QemuDriver driver) {
    try (LocalVm vm = driver.start(TestContext.tinyLinux("vm1"))) {
      assertThat(vm.login(BOOT).run("echo here").output().strip()).isEqualTo("here");
    }
  }

  @Test
  void aGuestBootsWithoutTheCache() throws Exception {
    TestContext context = context();
    try (ReadOnlyHome mounted = ReadOnlyHome.mount(home);
        QemuDriver driver = driver(context)) {
      assertThatThrownBy(() -> Files.createFile(home.resolve("file")))
          .isInstanceOf(FileSystemException.class);

      answers(driver);

      assertThat(context.notices())
          .singleElement()
          .asString()
          .contains("Virtual machine [vm1] has to boot", "[" + home, "Read-only file system");
    }
  }

  @Test
  void aGuestStartsFromASnapshotThatIsInTheCacheAlready() throws Exception {
    TestContext context = context();
    try (QemuDriver driver = driver(context)) {
      answers(driver);
      context.notices().clear();

      try (ReadOnlyHome mounted = ReadOnlyHome.mount(home)) {
        answers(driver);
      }

      assertThat(context.notices()).isEmpty();
    }
  }
}
