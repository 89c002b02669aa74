package org.multihost.migration.internal.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {

  @ParameterizedTest
  @CsvSource({
    "1 ms,1",
    "0.5 s,500",
    "1.234 s,1234",
    "  90   S  ,90000",
    "2 MIN,120000",
    "8784 h,31622400000"
  })
  void readsANumberAndAUnit(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "90",
        "-1 s",
        "0 s",
        "0.0001 s",
        "0.4 ms",
        "1 day",
        "1 s 1 ms",
        "1,5 s",
        "8785 h",
        "9999999999 ms"
      })
  void refusesAnyOtherForm(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 ms",
    "999,999 ms",
    "1000,1 s",
    "1001,1.00 s",
    "59990,59.99 s",
    "60000,60 s",
    "120000,2 min",
    "61000,61 s",
    "5400000,90 min",
    "7200000,2 h"
  })
  void writesTheLargestUnitThatDivides(long millis, String text) {
    assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 17, 1_000, 61_000, 300_000, 3_600_000})
  void readsWhatItWrites(long millis) {
    Duration duration = Duration.ofMillis(millis);
    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }
}
