package org.multihost.migration.qemu.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashWatchTests {

  private final CrashWatch watch = new CrashWatch();

  @Test
  void findsAPanicThatComesInPieces() {
    assertThat(watch.append("ok\r\n[   12.3] Kernel panic - not sync")).isEmpty();

    assertThat(watch.append("ing: sysrq triggered crash\r\nCall Trace:\n"))
        .contains("Kernel panic - not syncing: sysrq triggered crash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Oops: 0002 [#1] PREEMPT SMP",
        "BUG: kernel NULL pointer dereference, address: 0000000000000000",
        "traps: init[1] general protection fault ip:1234"
      })
  void findsOtherCrashes(String line) {
    assertThat(watch.append(line + "\n")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo debugging",
        "DEBUG: all is well",
        "panic=-1 on the command line",
        "[ 230.1] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]"
      })
  void takesNothingElseForOne(String line) {
    assertThat(watch.append(line + "\n")).isEmpty();
  }

  @Test
  void forgetsWhatIsTooLongForALine() {
    assertThat(watch.append("x".repeat(1 << 20) + "Oops: 1\n")).isEmpty();
    assertThat(watch.append("Oops: 1\n")).contains("Oops: 1");
  }
}
