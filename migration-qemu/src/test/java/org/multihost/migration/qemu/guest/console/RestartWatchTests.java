package org.multihost.migration.qemu.guest.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartWatchTests {

  private final RestartWatch watch = new RestartWatch();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[   12.345678] reboot: Restarting system\n",
        "[   12.345678] reboot: Restarting system with command 'x'\n",
        "[   12.345678] sysrq: Resetting\n"
      })
  void knowsTheAnnouncementsOfAKernel(String line) {
    watch.append("login:\n" + line);
    assertThat(watch.announced()).isEqualTo(1);
  }

  @Test
  void findsAnAnnouncementWhateverThePiecesAre() {
    for (char c : "xx Restarting system.\nyy sysrq: Resetting\nRestarting system".toCharArray()) {
      watch.append(String.valueOf(c));
    }
    assertThat(watch.announced()).isEqualTo(3);
  }

  @Test
  void countsEachAnnouncementOnce() {
    watch.append("Restarting system\n");
    watch.append("");
    watch.append("\n");
    assertThat(watch.announced()).isEqualTo(1);
    watch.append("boot\nRestarting system\nRestarting system");
    assertThat(watch.announced()).isEqualTo(3);
  }

  @Test
  void aPanicIsNone() {
    watch.append("[    1.0] Kernel panic - not syncing: no init\n[    1.1] CPU: 0 PID: 1\n");
    assertThat(watch.announced()).isZero();
  }
}
