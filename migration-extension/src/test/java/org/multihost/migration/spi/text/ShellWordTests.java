package org.multihost.migration.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ShellWordTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "two words",
        "it's",
        "''",
        "\\",
        "$HOME `id` $(id)",
        "a;b&c|d>e<f",
        "*?[a-z]~",
        "\"double\"",
        "line\nend\n\n.",
        "tab\tand # comment",
        "!history",
        "größe"
      })
  void aShellReadsTheWordAsItIs(String text) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s' " + ShellWord.of(text)).start();
    try (var output = shell.getInputStream()) {
      assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aWordWithoutSpecialCharactersStaysReadable() {
    assertThat(ShellWord.of("/tmp/a-b_c.d:1,2+3@4%5=6")).isEqualTo("/tmp/a-b_c.d:1,2+3@4%5=6");
    assertThat(ShellWord.of("~/a")).isEqualTo("'~/a'");
  }
}
