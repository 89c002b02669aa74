package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QemuManualStartTests {

  private final QemuManualStart start = new QemuManualStart(List.of("qemu-system-x86_64", "-S"));

  @Test
  void leadsFromTheConsoleToTheMonitor() {
    assertThat(start.remarks())
        .containsExactly("This terminal becomes its console, and after Ctrl-A C its monitor.");
  }

  @Test
  void continuesFromASavedState() {
    assertThat(start.continuing(Path.of("/states/vm1")))
        .isEqualTo(
            "To go on from the saved state add -incoming 'exec:cat /states/vm1', and say cont to its monitor.");
  }

  /** QEMU gives the command to a shell of its own, so the path is quoted twice. */
  @Test
  void continuesFromAFileWithASpaceInItsName() {
    assertThat(start.continuing(Path.of("/my states/vm1")))
        .contains("-incoming 'exec:cat '\\''/my states/vm1'\\''', and");
  }
}
