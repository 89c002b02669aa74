package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** The reports of lost hosts to the controller. */
final class LossesTests {

  private final List<String> reports = new ArrayList<>();
  private final Losses losses = new Losses((host, why) -> reports.add(host + ": " + why));
  private RunState state = RunState.initial("r");

  private void post(Command command) {
    state = state.apply(command, 0).state();
    losses.changed(state);
  }

  @Test
  void aLossIsReportedOnceWithItsReason() {
    post(new Command.Join("source", "1"));
    post(new Command.Join("destination", "2"));
    assertThat(reports).isEmpty();
    post(new Command.Lose("2", "its process ended"));
    post(new Command.Doing("source", "a step"));
    assertThat(reports)
        .containsExactly(
            "destination: Host [destination] was lost: its process ended; last seen"
                + " [joining the run] 0 ms before");
  }

  @Test
  void theLossOfAReplacementIsReportedToo() {
    post(new Command.Join("source", "1"));
    post(new Command.Lose("1", "its process ended"));
    post(new Command.Replace("source", "its process ended"));
    post(new Command.Join("source", "2"));
    post(new Command.Lose("2", "its process ended"));
    assertThat(reports).hasSize(2);
  }

  @Test
  void aHostThatLeavesIsNotLost() {
    post(new Command.Join("source", "1"));
    post(new Command.Leave("source", "1"));
    post(new Command.Lose("1", "its process ended"));
    assertThat(reports).isEmpty();
  }
}
