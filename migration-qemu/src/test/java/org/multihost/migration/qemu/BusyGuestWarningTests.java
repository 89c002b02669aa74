package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;

/** The warning of a migration in which QEMU can corrupt the guest's memory, with real QEMUs. */
@NeedsQemu
@Timeout(120)
class BusyGuestWarningTests {

  private static final Path OLD = Path.of("/usr/bin/qemu-system-x86_64");

  private final TestContext context =
      new TestContext("source").with(QemuSettings.ACCELERATOR, "tcg");

  @TempDir Path images;
  private Path image;

  @BeforeEach
  void createImage() throws IOException {
    image = Files.write(images.resolve("empty.img"), new byte[1 << 20]);
  }

  private void useOldQemu() {
    boolean there = Files.isExecutable(OLD);
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("[%s] is there, which CI must not miss", OLD)
        .isTrue();
    assumeThat(there).as("[%s] is there", OLD).isTrue();
    context.with(QemuSettings.BINARY, OLD.toString());
  }

  /** Nobody listens; the warning comes before the stream. */
  private void migrate(boolean paused) throws Exception {
    try (QemuDriver driver = QemuDriver.create(context, HostSystem.current())) {
      LocalVm vm = driver.start(TestContext.withDisk("vm1", image));
      if (paused) {
        vm.pause();
      }
      assertThat(context.notices()).isEmpty();
      vm.migrate(
              new MigrationEndpoint("tcp:127.0.0.1:1"), MigrationSettings.DEFAULT, progress -> {})
          .completion()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void warnsWhenAGuestThatRunsMigratesWithAnOldQemu() throws Exception {
    useOldQemu();
    migrate(false);
    assertThat(context.notices())
        .singleElement()
        .asString()
        .startsWith("WARNING: QEMU [7.2.")
        .contains("without KVM can corrupt the memory", "[multihost.qemu.binary]", "9.0 or newer");
  }

  @Test
  void aGuestThatIsPausedWritesNothing() throws Exception {
    useOldQemu();
    migrate(true);
    assertThat(context.notices()).isEmpty();
  }

  @Test
  void aNewQemuIsSafe() throws Exception {
    migrate(false);
    assertThat(context.notices()).isEmpty();
  }
}
