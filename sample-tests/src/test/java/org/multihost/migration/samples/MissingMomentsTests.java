package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test says whose migration ended before the moment that it waits for. */
@ExtendWith(Twins.Resolver.class)
class MissingMomentsTests {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          aStepWaitsForAStatusThatDoesNotCome @ Missed \\[Status\\[word=postcopy-active]]: migration #1 \\[vm1: source -> destination] ended \\[vm1 COMPLETED] after \\d.*, before that moment; last sample: \\[.*]; make the migration last longer with maxBandwidth\\(…\\), .*\\[multihost.progress.moment-interval] is \\[10 ms]
          aConditionIsNeverMet @ Missed \\[the condition of cancelWhen]: migration #1 .* ended \\[vm1 COMPLETED] after .*; last sample: \\[pass \\d+, \\d+ %, sent .*]; make the migration last longer
          aMigrationFailsBeforeTheMoment @ Missed \\[Status\\[word=postcopy-active]]: migration #1 .* ended \\[vm1 FAILED: .*] after
          aCancellationComesTooLate @ ended as \\[COMPLETED], expected \\[CANCELLED]: it was (?:over before the cancellation, requested at \\[completed|not cancelled while)
          """)
  void saysThatItWasMissed(String method, String message, Twins twins) {
    assertThat(Twins.failures(twins.run(MissingMomentsTestCase.class, method, Map.of())))
        .allSatisfy(failure -> assertThat(failure).containsPattern(message));
  }
}
