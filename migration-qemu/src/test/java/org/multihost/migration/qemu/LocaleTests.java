package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Locales whose digits, decimal point or capital letters are not those of programs. */
@NeedsQemu
@Timeout(300)
class LocaleTests {

  private static final Duration SOON = Duration.ofMinutes(2);

  private final Locale before = Locale.getDefault();

  @TempDir Path files;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private VmSpec spec() throws Exception {
    Path disk = Files.write(files.resolve("disk.img"), new byte[1 << 20]);
    return TestContext.tinyLinux("vm1").toBuilder()
        .disks(List.of(VmDrives.Disk.of(disk.toString())))
        .network(true)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa", "my"})
  @Tag("long")
  void aGuestMigratesWithOtherDigitsToo(String language) throws Exception {
    aGuestStartsAnswersAndMigrates(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "de-DE"})
  void aGuestStartsAnswersAndMigrates(String language) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(language));
    try (QemuDriver source = QemuDriver.create(new TestContext("source"), HostSystem.current());
        QemuDriver destination =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      LocalVm here = source.start(spec());
      assertThat(here.login(SOON).run("exit 0; echo 12").exitCode()).isZero();
      IncomingVm there = destination.startIncoming(spec(), here.machine(), List.of());
      MigrationSettings settings = MigrationSettings.DEFAULT.limited(0, Duration.ofMillis(1234));

      assertThat(
              here.migrate(there.listen(settings), settings, now -> {})
                  .completion()
                  .toCompletableFuture()
                  .get(60, TimeUnit.SECONDS)
                  .outcome())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(there.vm().login(SOON).run("echo 34").output().strip()).isEqualTo("34");
    }
  }
}
