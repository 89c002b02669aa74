package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/** The words for durations, hosts and places in messages. */
final class StateMessagesTests {

  private static final List<String> TWO = List.of("source", "destination");

  private final RunState state =
      RunState.initial("r")
          .with("source", HostState.joined("1", 2_000))
          .with(Scope.of("s1", "C", null, TWO))
          .with(Scope.of("s2", "C/T", "s1", TWO));
  private final StateMessages messages = new StateMessages(state, 60_000);

  @Test
  void oneHostIsNotCalledHosts() {
    assertThat(StateMessages.hosts(List.of("source"))).isEqualTo("Host [source]");
    assertThat(StateMessages.hosts(TWO)).isEqualTo("Hosts [source, destination]");
  }

  @ParameterizedTest
  @CsvSource({
    "ENTER, s1, main, at the start of class [C]",
    "ENTER, s2, main, at the start of test [C/T]",
    "FINISH, s2, main, at the end of test [C/T]",
    "FINISH, s9, main, at the end of a test",
    "INSIDE, s2, main, at barrier [x]",
    "INSIDE, s2, migration #2, at barrier [x] of migration #2",
    "VALUE, s2, test, for value [x]",
    "VALUE, s2, migration #2, for value [x] of migration #2"
  })
  void aPlaceIsNamedWithItsLaneUnlessThatIsTheHostsOwn(
      Kind kind, String scope, String lane, String text) {
    Barrier barrier = Barrier.at(kind, scope, lane, "x", "", TWO);
    assertThat(messages.at(barrier)).isEqualTo(text);
    assertThat(text).endsWith(messages.place(barrier));
  }

  @Test
  void aHostIsWhereItWasSeenLast() {
    assertThat(messages.whereabouts("source"))
        .isEqualTo("[source], last seen [joining the run] 58 s ago");
    assertThat(messages.whereabouts("destination"))
        .isEqualTo("[destination], never seen in this run");
  }
}
