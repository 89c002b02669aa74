package org.multihost.migration.internal.jupiter.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTextTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] 5 | invocation [[1] 5]",
        "[1] org.example.Load@1b2c3d4e | invocation [[1] org.example.Load…]",
        "[1] me@host.example | invocation [[1] me@host.example]",
        "[1] user@cafe | invocation [[1] user…]",
        "[2] [Ljava.lang.String;@7ef20235 | invocation [[2] [Ljava.lang.String;…]",
        "[3] jdk.proxy2.$Proxy17@12 | invocation [[3] jdk.proxy2.……]",
        "[4] me @ home | invocation [[4] me @ home]"
      })
  void leavesOutWhatDiffersBetweenTwoJvms(String displayName, String text) {
    assertThat(InvocationText.of(displayName)).isEqualTo(text);
  }

  @Test
  void theTextOfALambdaIsTheSameInEveryJvm() {
    Supplier<String> lambda = () -> "x";
    String other = lambda.toString().replaceAll("@.*", "@1").replaceAll("Lambda.*@", "Lambda/0x9@");
    assertThat(InvocationText.of(lambda.toString()))
        .isEqualTo(InvocationText.of(other))
        .contains("InvocationTextTests");
  }

  @Test
  void onlyTheFirstLineCounts() {
    assertThat(InvocationText.of("one\ntwo")).isEqualTo("invocation [one]");
    assertThat(InvocationText.of("")).isEqualTo("invocation []");
  }
}
