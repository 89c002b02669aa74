package org.multihost.migration.internal.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTests {

  @ParameterizedTest
  @ValueSource(strings = {"vm1", "a", "A-b_9", "-", "_"})
  void lettersDigitsAndTwoSignsAreAllowed(String name) {
    assertThat(Names.isAllowed(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a.b", "a/b", "a:b", "a=b", "ü", "a\n"})
  void nothingElseIs(String name) {
    assertThat(Names.isAllowed(name)).isFalse();
  }
}
