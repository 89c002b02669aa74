package org.multihost.migration.spi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegularExpressionTests {

  @Test
  void isCompiled() {
    assertThat(RegularExpression.compile("a|b").matcher("b").matches()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mydb: (CORRUPT | Unclosed group at character [15], after [mydb: (CORRUPT]",
        "*oops | Dangling meta character '*' at character [1], after []",
        "ab[c | Unclosed character class at character [4], after [ab[]",
        "x{2,1} | Illegal repetition range at character ["
      })
  void aFaultHasItsPlace(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegularExpression.compile(text))
        .withMessageContaining(message);
  }
}
