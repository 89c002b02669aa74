package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOutputTests {

  private static final String NONCE = "0123456789abcdef";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 17, 18, 1000})
  void findsItsEndHoweverThePiecesAreCut(int length) {
    byte[] all = ("out 0123456789abcd 0\n" + NONCE + " 137\nlate chat").getBytes(UTF_8);
    CommandOutput output = new CommandOutput(NONCE);

    long number = 0;
    for (int at = 0; at < all.length && output.exitCode().isEmpty(); at += length) {
      byte[] bytes = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + length));
      assertThat(output.append(new AgentFrame.Piece("1", number++, bytes, false))).isTrue();
    }

    assertThat(output.exitCode()).hasValue(137);
    assertThat(output.text()).isEqualTo("out 0123456789abcd 0\n");
  }
}
