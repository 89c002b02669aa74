package org.multihost.migration.internal.scenario.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.time.Time;

class ProgressLinesTests {

  private static MigrationProgress progress(String status, long pass, long remaining) {
    return new MigrationProgress(status, pass, Duration.ZERO, 1, remaining, 100, 0);
  }

  @Test
  void saysOnceThatAMigrationDoesNotConverge() {
    ProgressLines lines = new ProgressLines("vm1", Duration.ofHours(1), Time.system());
    List<String> said = new ArrayList<>();
    for (int pass = 1; pass <= 2 * ProgressLines.MANY_PASSES; pass++) {
      lines.next(progress("active", pass, 50)).ifPresent(said::add);
    }

    assertThat(said).filteredOn(line -> line.contains("it does not converge")).hasSize(1);
    assertThat(said.get(ProgressLines.MANY_PASSES - 1)).contains("pass 10", "autoConverge()");
  }

  @Test
  void sayEachStatusAndPassAndNotEachSample() {
    ProgressLines lines = new ProgressLines("vm1", Duration.ofHours(1), Time.system());

    assertThat(lines.next(progress("active", 1, 90)))
        .contains("vm1: active, pass 1, 10 %, sent 1 B, remaining 90 B");
    assertThat(lines.next(progress("active", 1, 80))).isEmpty();
    assertThat(lines.next(progress("active", 2, 80))).isPresent();
    assertThat(lines.next(progress("device", 2, 80))).isPresent();
  }

  @Test
  void sayASampleWhenTheIntervalIsOverUnlessItIsTheSame() {
    ProgressLines lines = new ProgressLines("vm1", Duration.ZERO, Time.system());

    assertThat(lines.next(progress("active", 1, 90))).isPresent();
    assertThat(lines.next(progress("active", 1, 80))).isPresent();
    assertThat(lines.next(progress("active", 1, 80))).isEmpty();
  }

  @Test
  void anEventHasNoFiguresOfAnEarlierSample() {
    ProgressLines lines = new ProgressLines("vm1", Duration.ofHours(1), Time.system());
    assertThat(lines.next(progress("active", 0, 0))).isPresent();
    assertThat(lines.next(progress("active", 1, 92))).isPresent();
    assertThat(lines.next(progress("active", 1, 91))).as("an unsaid sample").isEmpty();

    assertThat(lines.next(progress("device", 1, 91))).contains("vm1: device, pass 1");
    assertThat(lines.next(progress("completed", 1, 91))).contains("vm1: completed, pass 1");
    assertThat(lines.last(progress("completed", 3, 0)))
        .contains("vm1: completed, pass 3, 100 %, sent 1 B, remaining 0 B");
  }

  @Test
  void theFinalFiguresAreSaidOnce() {
    ProgressLines lines = new ProgressLines("vm1", Duration.ofHours(1), Time.system());

    assertThat(lines.next(progress("completed", 2, 0))).isPresent();
    assertThat(lines.last(progress("completed", 2, 0))).isEmpty();
  }
}
