package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainingTests {

  private final List<String> ended = new ArrayList<>();

  private void end(String thing) {
    ended.add(thing);
    if (thing.startsWith("bad")) {
      throw new IllegalStateException(thing);
    }
  }

  private void drain(String... things) {
    Deque<String> left = new ArrayDeque<>(List.of(things));
    Draining.<String>all(left::poll, this::end);
  }

  @Test
  void endsAllInOrder() {
    drain("a", "b", "c");
    assertThat(ended).containsExactly("a", "b", "c");
  }

  @Test
  void nothingIsNoFailure() {
    drain();
    assertThat(ended).isEmpty();
  }

  @Test
  void endsAllThoughSomeFailAndThrowsTheFirstFailure() {
    assertThatThrownBy(() -> drain("a", "bad 1", "b", "bad 2", "bad 3"))
        .hasMessage("bad 1")
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("bad 2", "bad 3"));
    assertThat(ended).containsExactly("a", "bad 1", "b", "bad 2", "bad 3");
  }

  @Test
  void endsWhatIsAddedMeanwhile() {
    Deque<String> left = new ArrayDeque<>(List.of("a"));
    Draining.<String>all(
        left::poll,
        thing -> {
          end(thing);
          if (thing.equals("a")) {
            left.add("late");
          }
        });
    assertThat(ended).containsExactly("a", "late");
  }
}
