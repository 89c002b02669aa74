package org.multihost.migration.internal.scenario.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.wire.MuteException;
import org.opentest4j.TestAbortedException;

class VerdictTests {

  private final AssertionError first = new AssertionError("the first");

  @Test
  void keepsWhatCleaningUpThrowsBesideTheFirst() {
    IllegalStateException later = new IllegalStateException("later");
    Verdict verdict = Verdict.of(Optional.of(first));

    verdict.add(thrower(later));
    verdict.throwIfNew();

    assertThat(first).hasSuppressedException(later);
  }

  @Test
  void doesNotRepeatAnEcho() {
    Verdict verdict = Verdict.of(Optional.empty());
    IllegalStateException failure = new IllegalStateException("of a peer", first);

    verdict.add(thrower(failure));
    verdict.add(thrower(failure));
    verdict.add(thrower(new IllegalStateException("the same cause", first)));
    verdict.add(thrower(new IllegalStateException("of a peer", new AssertionError("rebuilt"))));

    assertThatThrownBy(verdict::throwIfNew).isSameAs(failure).hasNoSuppressedExceptions();
  }

  @Test
  void aFailureBeatsAnAbortThatCameFirst() {
    TestAbortedException abort = new TestAbortedException("not on this host");
    Verdict verdict = Verdict.of(Optional.of(abort));

    verdict.add(thrower(first));

    assertThatThrownBy(verdict::throwIfNew).isSameAs(first).hasSuppressedException(abort);
  }

  @Test
  void anAbortIsFoldedUnderTheFailureThatCameFirst() {
    TestAbortedException abort = new TestAbortedException("not on this host");
    Verdict verdict = Verdict.of(Optional.of(first));

    verdict.add(thrower(abort));
    verdict.throwIfNew();

    assertThat(verdict.end()).containsSame(first);
    assertThat(first).hasSuppressedException(abort);
  }

  @Test
  void foldsFailuresWhoseMessagesCannotBeRead() {
    Verdict verdict = Verdict.of(Optional.of(new MuteException()));

    verdict.add(thrower(new MuteException()));

    assertThat(verdict.isFailure()).isTrue();
  }

  private static GuardedStep thrower(Throwable exception) {
    return () -> {
      throw exception;
    };
  }
}
