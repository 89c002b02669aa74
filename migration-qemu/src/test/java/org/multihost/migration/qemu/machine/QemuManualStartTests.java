package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.process.CompanionLaunch;

class QemuManualStartTests {

  private final QemuManualStart start =
      new QemuManualStart(List.of("qemu-system-x86_64", "-S"), List.of());

  @Test
  void leadsFromTheConsoleToTheMonitor() {
    assertThat(start.remarks())
        .containsExactly("This terminal becomes its console, and after Ctrl-A C its monitor.");
  }

  @Test
  void theCompanionsStartFirst() {
    CompanionLaunch tpm =
        new CompanionLaunch(
            "vm1", "tpm", List.of("program", "a b"), Optional.empty(), Path.of("log"));

    assertThat(new QemuManualStart(List.of("qemu"), List.of(tpm)).remarks())
        .hasSize(2)
        .startsWith("First start its companion [tpm] in another terminal: program 'a b'");
  }

  @Test
  void continuesFromASavedState() {
    assertThat(start.continuing(Path.of("/states/vm1")))
        .isEqualTo(
            "To go on from the saved state add -incoming 'exec:cat /states/vm1', and say cont to its monitor.");
  }

  @Test
  void continuesFromMemoryAtFixedOffsets(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("vm 1"), "QEVM\0\n mapped-ram\0 pc.ram");

    assertThat(start.continuing(file))
        .contains("add -global migration.mapped-ram=on -incoming 'file:" + file + "', and");
  }

  /** QEMU gives the command to a shell of its own, so the path is quoted twice. */
  @Test
  void continuesFromAFileWithASpaceInItsName() {
    assertThat(start.continuing(Path.of("/my states/vm1")))
        .contains("-incoming 'exec:cat '\\''/my states/vm1'\\''', and");
  }
}
