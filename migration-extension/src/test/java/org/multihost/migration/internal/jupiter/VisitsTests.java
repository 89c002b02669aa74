package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class VisitsTests {

  private static final String CLASS = "[class:A]";
  private static final String FACTORY = CLASS + "/[test-factory:f()]";

  private final Visits visits = new Visits();

  @Test
  void aDynamicTestIsEnteredWithTheTestThatContainsIt() {
    visits.entered(FACTORY, (doing, failure) -> {});
    assertThat(visits.hasEntered(FACTORY)).isTrue();
    assertThat(visits.hasEntered(FACTORY + "/[dynamic-test:#1]")).isTrue();
    assertThat(visits.hasEntered(CLASS)).isFalse();
  }

  @Test
  void aTestThatWasLeftIsNotEnteredAnyMore() {
    visits.entered(FACTORY, (doing, failure) -> {});
    visits.left(FACTORY, Optional.empty());
    assertThat(visits.hasEntered(FACTORY)).isFalse();
    assertThat(visits.hasLeft(FACTORY)).isTrue();
    assertThat(visits.hasLeft(CLASS)).isFalse();
  }

  @Test
  void anAbortIsComparedWithTheOneThatTheTestWasLeftWith() {
    TestAbortedException abort = new TestAbortedException("not here");
    visits.left(FACTORY, Optional.of(abort));
    assertThat(visits.hasLeftWith(FACTORY, abort)).isTrue();
    assertThat(visits.hasLeftWith(FACTORY, new TestAbortedException("not here"))).isFalse();
    assertThat(visits.hasLeftWith(CLASS, abort)).isFalse();
  }

  @Test
  void aRepeatedRunOfAClassBeginsWithNothingInIt() {
    visits.entered(FACTORY, (doing, failure) -> {});
    visits.left(CLASS + "/[method:m()]", Optional.empty());
    visits.entered("[class:B]/[method:m()]", (doing, failure) -> {});

    visits.forget(CLASS);

    assertThat(visits.hasEntered(FACTORY)).isFalse();
    assertThat(visits.hasLeft(CLASS + "/[method:m()]")).isFalse();
    assertThat(visits.hasEntered("[class:B]/[method:m()]")).isTrue();
  }
}
