package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** Which latches the coordinator opens, state by state. */
final class OpeningsTests {

  private final List<String> opened = new ArrayList<>();
  private final Openings openings = new Openings(new Recorded());
  private RunState state = RunState.initial("r");

  /** Latches that only keep which were opened. */
  private final class Recorded implements Latches {
    @Override
    public CompletionStage<?> await(String id, CompletableFuture<Boolean> future) {
      throw new UnsupportedOperationException(id);
    }

    @Override
    public void open(String id) {
      opened.add(id);
    }

    @Override
    public void forget(Set<String> scopes) {
      throw new UnsupportedOperationException(scopes.toString());
    }

    @Override
    public void close() {}
  }

  private static Barrier barrier(Kind kind, String id) {
    return Barrier.at(kind, "s1", Barrier.MAIN, "x", "", List.of("source")).named(id);
  }

  private void next(RunState next) {
    state = next;
    openings.accept(next);
  }

  @Test
  void eachBarrierThatHasLeftTheStateIsOpenedOnce() {
    Barrier one = barrier(Kind.ENTER, "s1/b1");
    Barrier two = barrier(Kind.INSIDE, "s1/b2");
    next(state.with(one));
    next(state.with(two));
    assertThat(opened).isEmpty();
    next(state.without(one));
    next(state.without(one));
    assertThat(opened).containsExactly("s1/b1");
    next(state.without(two).with(barrier(Kind.FINISH, "s1/b3")));
    assertThat(opened).containsExactly("s1/b1", "s1/b2");
  }

  @Test
  void aValueThatNobodyAwaitsAnyMoreHasNoLatch() {
    Barrier value = barrier(Kind.VALUE, "s1/b4");
    next(state.with(value));
    next(state.without(value));
    assertThat(opened).isEmpty();
  }
}
