package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentTextTests {

  @Test
  void splitsAsAShell() {
    assertThat(ArgumentText.split("  -device  virtio-rng-pci\t-name 'a b'\"c \\\" d\" \\ e '' "))
        .containsExactly("-device", "virtio-rng-pci", "-name", "a bc \" d", " e", "");
    assertThat(ArgumentText.split(" ")).isEmpty();
  }

  @Test
  void refusesAnOpenQuote() {
    assertThatThrownBy(() -> ArgumentText.split("-name 'a b")).hasMessageContaining("[']");
  }
}
