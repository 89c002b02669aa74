package org.multihost.migration.qemu.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.internal.config.text.Durations;

class DurationTextTests {

  @ParameterizedTest
  @CsvSource({
    "0,0 ms",
    "17,17 ms",
    "999,999 ms",
    "1000,1 s",
    "7176,7.18 s",
    "60000,60 s",
    "90000,90 s",
    "120000,2 min",
    "3600000,1 h",
    "5400000,90 min",
    "-5,-5 ms"
  })
  void theDriverAndTheExtensionWriteADurationAlike(long millis, String text) {
    Duration duration = Duration.ofMillis(millis);
    assertThat(DurationText.of(duration)).isEqualTo(text);
    assertThat(Durations.format(duration)).isEqualTo(text);
  }
}
