package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;

@NeedsQemu
@Timeout(300)
class TinyLinuxMigrationTests {

  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  @Test
  void theGuestAnswersOnTheDestination() throws Exception {
    try (QemuDriver source = QemuDriver.create(new TestContext("source"), HostSystem.current());
        QemuDriver destination =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      LocalVm here = source.start(TestContext.tinyLinux("vm1"));
      here.login(BOOT).run("echo kept > /tmp/note");
      BackgroundWork work = here.login(BOOT).start("sleep 10000");
      IncomingVm there =
          destination.startIncoming(TestContext.tinyLinux("vm1"), here.machine(), List.of());

      var outgoing =
          here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {})
              .completion()
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      var incoming = there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(outgoing.outcome())
          .as("%s", outgoing.error())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(incoming.outcome())
          .as("%s", incoming.error())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(there.vm().login(BOOT).run("cat /tmp/note").output().strip()).isEqualTo("kept");
      assertThat(there.vm().login(BOOT).started())
          .singleElement()
          .satisfies(
              started -> {
                assertThat(started.command()).isEqualTo(work.command());
                assertThat(started.isRunning()).isTrue();
              });
      assertThat(here.state()).isEqualTo(VmState.MIGRATED);
    }
  }

  @Test
  void noQemuOutlivesAJvmThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HoldsVmTestCase.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      long pid = Long.parseLong(Objects.requireNonNull(output.readLine()));
      Path directory = Path.of(Objects.requireNonNull(output.readLine()));
      assertThat(directory).exists();

      jvm.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !isRunning(pid) && !Files.exists(directory));
    } finally {
      jvm.destroyForcibly();
    }
  }

  /* A zombie, which only its new parent can bury, runs no more. */
  private static boolean isRunning(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
          .lines()
          .noneMatch(line -> line.matches("State:\\s+[ZX].*"));
    } catch (IOException gone) {
      return false;
    }
  }
}
