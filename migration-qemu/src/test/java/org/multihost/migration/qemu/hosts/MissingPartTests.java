package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;

/** A host whose QEMU is there, and a part of its guest is not: the user's cache is empty. */
@NeedsQemu
@Timeout(300)
class MissingPartTests {

  @TempDir Path directory;

  private HostProcess start(String ci) throws Exception {
    Path cache = Files.createDirectories(directory.resolve("cache"));
    return HostLaunch.here(directory)
        .by(List.of("env", "XDG_CACHE_HOME=" + cache, "CI=" + ci))
        .with("-Dmultihost.report.dir=" + directory.resolve("reports"))
        .start(MissingPartTestCase.class);
  }

  @Test
  void theTestIsSkippedWithTheReason() throws Exception {
    try (HostProcess run = start("false")) {
      assertThat(run.output(240))
          .containsPattern("SKIPPED: .*host \\[(source|destination)]: The default guest needs ")
          .contains("tests: 0 successful")
          .doesNotContain(HostMain.FAILURE);
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  @Tag("long")
  void whereTestsMustRunItFails() throws Exception {
    try (HostProcess run = start("true")) {
      assertThat(run.output(240))
          .contains("DriverUnavailableException", "The default guest needs ");
      assertThat(run.exitCode()).isNotZero();
    }
  }
}
