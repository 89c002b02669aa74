package org.multihost.migration.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.internal.wire.Json;

/**
 * Generated runs of the extension on several hosts, judged by the table of verdicts; {@code ./run
 * oracle} has more of them. What a failure prints, shrunk, belongs into {@code kept.jsonl}.
 */
class OracleTests {

  @Test
  void everyGeneratedRunIsJudgedRight() {
    long seed = Long.getLong("oracle.seed", 1);
    long runs = Long.getLong("oracle.runs", 10_000);

    List<Generated.Finding> wrong = Generated.of(seed, runs);

    assertThat(wrong).as("runs from seed %d on that are judged wrong", seed).isEmpty();
  }

  static Stream<String> kept() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(OracleTests.class.getResourceAsStream("kept.jsonl")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> line.startsWith("{")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("kept")
  void whatWasWrongOnceIsRight(String script) {
    assertThat(Generated.wrong(Json.read(script, Script.class))).isEmpty();
  }
}
