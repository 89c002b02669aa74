package org.multihost.migration.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortRangeTests {

  @Test
  void isAnyPortOrARange() {
    assertThat(PortRange.ANY.isAny()).isTrue();
    assertThat(PortRange.ANY).hasToString("any");
    assertThat(new PortRange(49_152, 49_215).isAny()).isFalse();
    assertThat(new PortRange(49_152, 49_215)).hasToString("49152-49215");
  }
}
