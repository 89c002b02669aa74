package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.rendezvous.state.Exploration.InTest;

/** Every state that a small run can come to, with every interleaving of its hosts' commands. */
final class ExplorationTests {

  private static final List<String> TWO = List.of("a", "b");
  private static final List<String> THREE = List.of("a", "b", "c");

  private static void explore(Exploration exploration) {
    int states = exploration.explore();
    System.out.printf("%s: %d states, none stuck%n", exploration, states);
    assertThat(states).isGreaterThan(1_000);
  }

  @Test
  void twoHostsOfTwoTestsAreNeverStuck() {
    explore(new Exploration(TWO, 2, 2, 1, InTest.BARRIER));
  }

  @Test
  void twoHostsWithABackgroundLaneAreNeverStuck() {
    explore(new Exploration(TWO, 1, 2, 1, InTest.LANE));
  }

  @Test
  void twoHostsThatRunAFailedClassAgainAreNeverStuck() {
    explore(new Exploration(TWO, 1, 2, 2, InTest.BARRIER));
  }

  @Test
  void threeHostsOfTwoTestsAreNeverStuck() {
    explore(new Exploration(THREE, 2, 1, 1, InTest.BARRIER));
  }

  @Test
  void twoHostsThatHandValuesToEachOtherAreNeverStuck() {
    explore(new Exploration(TWO, 2, 2, 1, InTest.VALUES));
  }

  @Test
  void hostsThatAwaitWhatAMigrationsStepPublishesAreNeverStuck() {
    explore(new Exploration(TWO, 2, 2, 1, InTest.STEPS));
    explore(new Exploration(THREE, 1, 1, 1, InTest.STEPS));
  }

  @Test
  void hostsWhoseFailuresAnotherExtensionMayExcuseAreNeverStuck() {
    explore(new Exploration(TWO, 1, 2, 1, InTest.EXCUSES));
    explore(new Exploration(THREE, 1, 1, 1, InTest.EXCUSES));
  }

  @Test
  @Tag("long")
  void threeHostsThatHandValuesToEachOtherAreNeverStuck() {
    explore(new Exploration(THREE, 1, 1, 1, InTest.VALUES));
  }
}
