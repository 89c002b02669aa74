package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;

class DebuggerPortsTests {

  private static Map<String, Integer> parse(String value) {
    return DebuggerPorts.parse(Given.setting("multihost.debug", value));
  }

  @Test
  void aHostWithoutAPortHasAny() {
    assertThat(parse("source")).containsExactly(entry("source", DebuggerPorts.ANY));
  }

  @Test
  void keepsTheOrderOfTheHosts() {
    assertThat(parse("b:5006, a , c_-1:65535"))
        .containsExactly(entry("b", 5006), entry("a", DebuggerPorts.ANY), entry("c_-1", 65_535));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a:", ":5005", "a:0", "a:65536", "a:5005,b:5005", "a,a", "a b", "a:x", "a,,b"})
  void refusesAnyOtherForm(String value) {
    assertThatThrownBy(() -> parse(value))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[multihost.debug] has the value [" + value + "]", "each host and each port once");
  }
}
