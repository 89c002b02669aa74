package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MultihostException;

/** Steps of a migration that the test describes on one host only. */
@Timeout(120)
class ScenarioDescribedStepsTests extends ScenarioFixture {

  /** A step, and the host on which it runs. */
  private enum Step {
    START_WORK("startWork", "source", builder -> builder.startWork(work -> {})),
    CHECK_WORK("checkWork", "destination", builder -> builder.checkWork(work -> {})),
    CHECK_SOURCE("checkSource", "source", builder -> builder.checkSource(work -> {})),
    DURING("during Status[", "source", builder -> builder.during(status("active"), work -> {}));

    private final String text;
    private final String place;
    private final UnaryOperator<MigrationBuilder> description;

    Step(String text, String place, UnaryOperator<MigrationBuilder> description) {
      this.text = text;
      this.place = place;
      this.description = description;
    }

    String otherPlace() {
      return place.equals("source") ? "destination" : "source";
    }
  }

  private Map<String, Throwable> failuresOf(Step step, String describedOn) {
    return run(test -> {
          MigrationBuilder migration = there(test);
          if (test.hosts().isSelf(describedOn)) {
            step.description.apply(migration);
          }
          migration.run();
        })
        .failures();
  }

  @ParameterizedTest
  @EnumSource
  void aStepThatIsDescribedWhereItDoesNotRunFailsTheTest(Step step) {
    Map<String, Throwable> failures = failuresOf(step, step.otherPlace());

    assertThat(failures).containsOnlyKeys("source", "destination");
    assertThat(failures.values())
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(MultihostException.class)
                    .hasMessageContaining("Step [" + step.text)
                    .hasMessageContaining(
                        "is described on host [%s], but not on host [%s], where it runs"
                            .formatted(step.otherPlace(), step.place)));
  }

  @ParameterizedTest
  @EnumSource
  void aStepThatIsDescribedWhereItRunsIsEnough(Step step) {
    assertThat(failuresOf(step, step.place)).isEmpty();
  }
}
