package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.wire.MuteException;

class ProgressTextTests {

  private static MigrationResult result(Optional<Duration> time, OptionalLong amount) {
    return new MigrationResult(
        1,
        MigrationOutcome.COMPLETED,
        Duration.ofMillis(2460),
        time,
        time,
        time,
        amount,
        amount,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void tellsTheFiguresOfAResult() {
    assertThat(ProgressText.of(result(Optional.of(Duration.ofMillis(18)), OptionalLong.of(4))))
        .isEqualTo("COMPLETED in 2.46 s, downtime 18 ms, guest paused 18 ms, sent 4 B in 4 passes");
  }

  @Test
  void countsOnePass() {
    assertThat(ProgressText.of(result(Optional.empty(), OptionalLong.of(1))))
        .endsWith(" in 1 pass");
  }

  @Test
  void saysWhichFiguresAreUnknown() {
    assertThat(ProgressText.of(result(Optional.empty(), OptionalLong.empty())))
        .isEqualTo("COMPLETED in 2.46 s, downtime unknown, pause unknown, amount unknown");
  }

  @Test
  void tellsOfAFailureWhoseMessageCannotBeRead() {
    assertThat(ProgressText.of("FAILED", new MuteException()))
        .isEqualTo("FAILED: getMessage() threw [java.lang.IllegalStateException]");
  }
}
