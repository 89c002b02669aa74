package org.multihost.migration.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTests {

  @Test
  void isTheBeginningOfTheSha256Sum() {
    assertThat(Fingerprint.of("")).isEqualTo("e3b0c44298fc");
    assertThat(Fingerprint.of("abc")).isEqualTo("ba7816bf8f01");
  }

  @Test
  void differsForAnotherText() {
    assertThat(Fingerprint.of("ä")).isNotEqualTo(Fingerprint.of("a")).hasSize(12);
  }
}
