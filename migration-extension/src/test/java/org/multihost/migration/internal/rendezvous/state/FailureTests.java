package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.rendezvous.hazelcast.Wire;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.TestAbortedException;

/** What breaks a scope, and what each host throws because of it. */
final class FailureTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final Failure THROWN =
      Failure.reported(S, "CHECK", new IllegalStateException("no"));
  private static final Failure ABORTED =
      Failure.reported(S, "CHECK", new TestAbortedException("no KVM"));
  private static final Failure SKIPPED = Failure.skipped(S, "[test:1]", "not on Linux 4");
  private static final Failure NEVER_MEET = new Failure.WrongBarrier("Hosts can never meet");
  private static final Failure LOST = new Failure.Lost(S, "Host [source] was lost");

  static List<Failure> all() {
    return List.of(THROWN, ABORTED, SKIPPED, NEVER_MEET, LOST);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isTheSameAfterTheWire(Failure failure) {
    Reply reply = new Reply.Broken(failure);
    Reply back = Wire.read(Wire.write(reply), Reply.class);
    assertThat(Wire.write(back)).isEqualTo(Wire.write(reply));
    assertThat(((Reply.Broken) back).failure()).hasSameClassAs(failure);
  }

  @ParameterizedTest
  @MethodSource("all")
  void anAbortOrSkipIsNoFailureAndGivesWayToOne(Failure failure) {
    boolean fails = failure != ABORTED && failure != SKIPPED;
    assertThat(failure.fails()).isEqualTo(fails);
    assertThat(failure.prevailsOver(ABORTED)).isEqualTo(fails);
    assertThat(failure.prevailsOver(THROWN)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void belongsToItsHostUnlessItConcernsAllAlike(Failure failure) {
    assertThat(failure.isOf(S)).isEqualTo(failure != NEVER_MEET);
    assertThat(failure.isOf(D)).isFalse();
    assertThat(failure.isOf("")).as("no host has no name").isFalse();
  }

  @Test
  void isThrownAsThatOfAnotherHostOnTheOthersOnly() {
    assertThat(THROWN.toException(S)).isExactlyInstanceOf(MultihostException.class);
    assertThat(THROWN.toException(D))
        .isInstanceOfSatisfying(
            PeerFailedException.class,
            peer -> {
              assertThat(peer.host()).isEqualTo(S);
              assertThat(peer.phase()).isEqualTo("CHECK");
              assertThat(peer)
                  .hasMessage(
                      "Host [source] failed while doing [CHECK]: "
                          + "java.lang.IllegalStateException: no");
            });
  }

  @Test
  void isThrownAsWhatItIs() {
    assertThat(ABORTED.toException(D))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("Host [source] aborted the test while doing [CHECK]");
    assertThat(SKIPPED.toException(D))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("Host [source] skips [[test:1]]: not on Linux 4");
    assertThat(NEVER_MEET.toException(D)).isInstanceOf(WrongBarrierException.class);
    assertThat(LOST.toException(D)).isInstanceOf(HostLostException.class);
  }

  @Test
  void anEchoIsTheFailureOfTheOtherHost() {
    RuntimeException echo = new IllegalStateException("wrapped", THROWN.toException(D));
    Failure reported = Failure.reported(D, "entry", echo);
    assertThat(reported.isOf(S)).isTrue();
    assertThat(reported.message()).isEqualTo(THROWN.message());
    assertThat(((Failure.Thrown) reported).cause())
        .extracting(ThrowableRecord::toString)
        .isEqualTo("java.lang.IllegalStateException: no");
  }
}
