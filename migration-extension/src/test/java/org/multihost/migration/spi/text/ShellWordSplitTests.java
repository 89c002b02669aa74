package org.multihost.migration.spi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordSplitTests {

  @Test
  void splitsAsAShell() {
    assertThat(ShellWord.split("  -device  virtio-rng-pci\t-name 'a b'\"c \\\" d\" \\ e '' "))
        .containsExactly("-device", "virtio-rng-pci", "-name", "a bc \" d", " e", "");
    assertThat(ShellWord.split(" ")).isEmpty();
  }

  @Test
  void refusesAnOpenQuote() {
    assertThatThrownBy(() -> ShellWord.split("-name 'a b")).hasMessageContaining("[']");
  }
}
