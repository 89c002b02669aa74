package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;

class CancellationTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RecordingTest test = new RecordingTest();
  private final AtomicInteger cancelled = new AtomicInteger();

  private Cancellation cancellation(UnaryOperator<MigrationBuilder> details) {
    return new Cancellation(PlannedMigration.context(test, details), cancelled::incrementAndGet);
  }

  private static MigrationProgress at(String status, long transferred) {
    return new MigrationProgress(status, 1, SECOND, transferred, 100 - transferred, 100, 0);
  }

  @Test
  void onlyTheFirstRequestCancels() {
    Cancellation cancellation = cancellation(builder -> builder);
    assertThat(cancellation.askedAt()).isEmpty();

    cancellation.ask(at("active", 10));
    cancellation.ask(at("active", 20));

    assertThat(cancelled).hasValue(1);
    assertThat(cancellation.askedAt()).contains(at("active", 10));
    assertThat(test.console()).containsOnlyOnce("cancellation requested at: active");
  }

  @Test
  void theFirstProgressThatMeetsTheConditionCancels() {
    Cancellation cancellation =
        cancellation(builder -> builder.cancelWhen(now -> now.transferred() >= 50));
    assertThat(cancellation.awaitsCondition()).isTrue();

    cancellation.progressed(at("active", 49));
    assertThat(cancelled).hasValue(0);
    cancellation.progressed(at("active", 50));
    cancellation.progressed(at("active", 60));

    assertThat(cancelled).hasValue(1);
    assertThat(cancellation.askedAt()).contains(at("active", 50));
    assertThat(cancellation.awaitsCondition()).isFalse();
  }

  @Test
  void aConditionIsNotEvaluatedAfterARequest() {
    AtomicInteger evaluated = new AtomicInteger();
    Cancellation cancellation =
        cancellation(builder -> builder.cancelWhen(now -> evaluated.incrementAndGet() > 5));
    cancellation.ask(at("active", 10));
    cancellation.progressed(at("active", 20));
    assertThat(evaluated).hasValue(0);
  }

  @Test
  void progressWithoutAConditionCancelsNothing() {
    Cancellation cancellation = cancellation(builder -> builder.cancelAfter(SECOND));
    cancellation.progressed(at("active", 50));
    assertThat(cancelled).hasValue(0);
    assertThat(cancellation.awaitsCondition()).isFalse();
  }

  @Test
  void aConditionThatThrowsIsAFailureOfTheTest() {
    AssertionError wrong = new AssertionError("wrong");
    Cancellation cancellation =
        cancellation(
            builder ->
                builder.cancelWhen(
                    now -> {
                      throw wrong;
                    }));
    cancellation.progressed(at("active", 50));

    assertThat(cancelled).hasValue(0);
    assertThat(test.reported)
        .containsExactly(
            new RecordingTest.Reported("the condition of cancelWhen of migration #1", wrong));
  }

  @Test
  void aRequestThatWasNotMadeIsMissedIfTheTestRequiresTheCancellation() {
    assertThat(cancellation(builder -> builder.cancelWhen(now -> false)).missed())
        .containsExactly("the condition of cancelWhen");
    assertThat(cancellation(builder -> builder.cancelAfter(SECOND)).missed())
        .containsExactly("cancelAfter 1 s");
  }

  @Test
  void aRequestThatWasMadeIsNotMissed() {
    Cancellation cancellation = cancellation(builder -> builder.cancelAfter(SECOND));
    cancellation.ask(at("active", 10));
    assertThat(cancellation.missed()).isEmpty();
  }

  @Test
  void nothingIsMissedIfAnotherOutcomeIsAccepted() {
    assertThat(
            cancellation(
                    builder ->
                        builder
                            .cancelAfter(SECOND)
                            .expectAnyOf(MigrationOutcome.CANCELLED, MigrationOutcome.COMPLETED))
                .missed())
        .isEmpty();
    assertThat(cancellation(builder -> builder).missed()).isEmpty();
  }

  @Test
  void aTestThatCancelsByACallOnlyMissesNothing() {
    assertThat(cancellation(builder -> builder.expect(MigrationOutcome.CANCELLED)).missed())
        .isEmpty();
  }
}
