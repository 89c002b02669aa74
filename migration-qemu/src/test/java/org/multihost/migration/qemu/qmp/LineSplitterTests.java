package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineSplitterTests {

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter("vm1", 20);

  private void split(String text) {
    splitter.split(ByteBuffer.wrap(text.getBytes(UTF_8)), lines::add);
  }

  @Test
  void holdsBackALineWithoutItsEnd() {
    split("one\r\ntw");
    assertThat(lines).containsExactly("one");
    assertThat(splitter.rest()).isEqualTo("tw");

    split("o\n");

    assertThat(lines).containsExactly("one", "two");
    assertThat(splitter.rest()).isEmpty();
  }

  @Test
  void leavesOutEmptyLines() {
    split("\n\r\n \none\n\n");

    assertThat(lines).containsExactly("one");
  }

  @Test
  void joinsACharacterThatWasCut() {
    byte[] bytes = "€\n".getBytes(UTF_8);
    for (byte one : bytes) {
      splitter.split(ByteBuffer.wrap(new byte[] {one}), lines::add);
    }

    assertThat(lines).containsExactly("€");
  }

  @Test
  void refusesALineThatDoesNotEnd() {
    assertThatExceptionOfType(QmpProtocolException.class)
        .isThrownBy(() -> split("x".repeat(21)))
        .withMessageStartingWith("QEMU [vm1] sent a line of more than [20] bytes: [xxx");
  }
}
