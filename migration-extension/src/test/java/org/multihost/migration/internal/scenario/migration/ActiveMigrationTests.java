package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationProgress;

class ActiveMigrationTests {

  private final RecordingTest test = new RecordingTest();
  private final MigrationContext context = PlannedMigration.context(test, builder -> builder);
  private final ActiveMigration active = context.underWay();
  private final List<String> stopped = new ArrayList<>();

  private BackgroundStep step(String name, String failure) {
    return step(name, failure, () -> {});
  }

  private BackgroundStep step(String name, String failure, Runnable whileStopped) {
    return new BackgroundStep() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean isRunning() {
        return true;
      }

      @Override
      public void await(Duration timeout) {}

      @Override
      public void stop() {
        stopped.add(name);
        whileStopped.run();
        if (!failure.isEmpty()) {
          throw new IllegalStateException(failure);
        }
      }
    };
  }

  @Test
  void aStepDoesNotStartWhenTheStepsHaveBeenStopped() {
    active.close();
    assertThatThrownBy(() -> active.begin("late", () -> step("late", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Background step [late] cannot start: migration #1 is over")
        .hasMessageContaining("in cleanUp, do the work in the hook itself");
    assertThat(stopped).isEmpty();
  }

  @Test
  void aCancellationBeforeTheDepartureTakesEffectAtTheDeparture() {
    active.cancel();
    OutgoingMigrations departure = new OutgoingMigrations(context);
    active.departs(departure);
    assertThat(departure.cancelledAt()).contains(MigrationProgress.NONE);
  }

  @Test
  void aDepartureThatNobodyCancelsIsNotCancelled() {
    OutgoingMigrations departure = new OutgoingMigrations(context);
    active.departs(departure);
    assertThat(departure.cancelledAt()).isEmpty();
    active.cancel();
    assertThat(departure.cancelledAt()).isPresent();
  }

  @Test
  void aParameterNeedsAMigrationUnderWay() {
    assertThatThrownBy(() -> active.parameter("max-bandwidth", 1L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "The parameter [max-bandwidth] of migration #1", "source [source]", "during(…)");
  }

  @Test
  void aParameterOfAnUnknownTypeIsRefused() {
    active.departs(new OutgoingMigrations(context));
    assertThatThrownBy(() -> active.parameter("max-bandwidth", List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[max-bandwidth]");
  }

  @Test
  void aStreamNeedsAMigrationUnderWayAndAProxy() {
    assertThatThrownBy(active::stream)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The stream of migration #1");
    active.departs(new OutgoingMigrations(context));
    assertThatThrownBy(active::stream)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("add throughProxy()");
  }

  @Test
  void aVmThatDoesNotArriveHereIsNamedWithItsDestination() {
    assertThatThrownBy(() -> active.arriving(test.vms().managed("vm2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("[vm2]", "migration #1", "[destination]");
  }

  @Test
  void backgroundStepsAreStoppedTheNewestFirstAndOnce() {
    active.begin("old", () -> step("old", ""));
    active.begin("new", () -> step("new", ""));
    active.close();
    active.close();
    assertThat(stopped).containsExactly("new", "old");
  }

  @Test
  void aStepThatStartsAnotherWhileItIsStoppedHasThatStoppedAsWell() {
    active.begin(
        "first", () -> step("first", "", () -> active.begin("its own", () -> step("its own", ""))));
    active.close();
    assertThat(stopped).containsExactly("first", "its own");
  }

  @Test
  void everyBackgroundStepIsStoppedThoughSomeFail() {
    active.begin("a", () -> step("a", "a does not stop"));
    active.begin("b", () -> step("b", ""));
    active.begin("c", () -> step("c", "c does not stop"));

    assertThatThrownBy(active::close)
        .hasMessage("c does not stop")
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .singleElement()
                    .satisfies(later -> assertThat(later).hasMessage("a does not stop")));
    assertThat(stopped).containsExactly("c", "b", "a");
  }

  @Test
  void abandoningAMigrationThatHasNotDepartedIsHarmless() {
    active.abandon();
    active.close();
    assertThat(stopped).isEmpty();
  }
}
