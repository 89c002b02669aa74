package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HostConsoleTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final HostConsole console =
      new HostConsole(new PrintStream(printed, true, StandardCharsets.UTF_8), "[a] ");

  @Test
  void everyLineOfATextHasThePrefixAndTheTime() {
    console.say("first\nsecond");
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("\\[a] \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\w+"))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" first"),
            line -> assertThat(line).endsWith(" second"));
  }

  @Test
  void linesOfOneTextHaveOneTime() {
    console.say("first\nsecond\nthird");
    assertThat(
            printed
                .toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ")[1])
                .distinct())
        .hasSize(1);
  }
}
