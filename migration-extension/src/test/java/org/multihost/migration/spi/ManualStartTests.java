package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualStartTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"/a/b-c_1.2:3,4+5@6%7=8", "a b", "it's", "$HOME `id` \"x\" \\", "", "a\nb", "*"})
  void theShellReadsTheQuotedTextAsItWas(String text) throws Exception {
    Process sh = new ProcessBuilder("sh", "-c", "printf '%s|' " + ManualStart.quoted(text)).start();

    assertThat(new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text + "|");
    assertThat(sh.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/hypervisor", "guest=vm1,debug-threads=on", "-m"})
  void aPlainWordNeedsNoQuotes(String word) {
    assertThat(ManualStart.quoted(word)).isEqualTo(word);
  }
}
