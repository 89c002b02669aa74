package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HostLostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A host's wait for one value, step by step. */
final class ValueWaitTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final List<String> TWO = List.of(S, D);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration NONE = Duration.ZERO;

  private final MemoryRun run = new MemoryRun();
  private final ControlledBoard board = new ControlledBoard(run);
  private final StateSubscription watch = new StateSubscription(board, S, Time.system());
  private String scope = "";
  private Reply.Arrived arrived = new Reply.Arrived(0, "", "");

  @BeforeEach
  void reportTheWait() {
    for (String host : TWO) {
      run.post(new Command.Join(host, host));
      scope = arrived(new Command.EnterClass(host, "enter " + host, "c", TWO, "")).scope();
    }
    arrived = arrived(new Command.AwaitValue(S, "await", scope, Barrier.OF_TEST, "port"));
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private Reply.Arrived arrived(Command command) {
    return (Reply.Arrived) run.post(command);
  }

  private ValueWait begin() {
    return ValueWait.begin(S, board, watch, arrived, "key");
  }

  @Test
  void endsWithTheValueWhetherItCameBeforeOrAfter() throws Exception {
    try (ValueWait before = begin()) {
      assertThatThrownBy(() -> before.await(NONE)).isInstanceOf(TimeoutException.class);
      board.put("key", "4444");
      assertThat(before.await(LONG)).isEqualTo("4444");
    }
    try (ValueWait after = begin()) {
      assertThat(after.await(NONE)).isEqualTo("4444");
    }
  }

  @Test
  void reportsWhenItHasEnded() {
    ValueWait wait = begin();
    assertThat(run.state().barriers()).containsKey(arrived.barrier());
    wait.close();
    assertThat(run.state().barriers()).isEmpty();
  }

  @Test
  void failsWithWhatTheStateSaysWhenItLooks() {
    board.withholdNews();
    ThrowableRecord no = ThrowableRecord.of(new IllegalStateException("no"));
    try (ValueWait wait = begin()) {
      run.post(new Command.Fail(D, scope, "CHECK", no));
      assertThat(wait.isOver()).isFalse();
      wait.look();
      assertThat(wait.isOver()).isTrue();
      assertThatThrownBy(() -> wait.await(LONG))
          .isInstanceOf(PeerFailedException.class)
          .hasMessageContaining("Host [destination] failed while doing [CHECK]");
    }
  }

  @Test
  void failsWhenTheCoordinatorIsLost() {
    try (ValueWait wait = begin()) {
      board.lose("The coordinator was lost");
      assertThatThrownBy(() -> wait.await(LONG))
          .isInstanceOf(HostLostException.class)
          .hasMessage("The coordinator was lost");
    }
  }

  @Test
  void keepsItsFirstEnd() throws Exception {
    try (ValueWait wait = begin()) {
      board.put("key", "4444");
      board.lose("The coordinator was lost");
      assertThat(wait.await(LONG)).isEqualTo("4444");
    }
  }
}
