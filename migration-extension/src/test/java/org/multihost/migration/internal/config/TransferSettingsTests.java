package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.text.Words;

class TransferSettingsTests {

  private static final String TRANSPORT = "multihost.migration.transport";
  private static final String SOURCE = "multihost.migration.exec.source";
  private static final String DESTINATION = "multihost.migration.exec.destination";

  private static Transport read(Map<String, String> values) {
    return Given.settings(values).transport();
  }

  static Iterable<Transport> named() {
    return Transport.named();
  }

  @ParameterizedTest
  @MethodSource("named")
  void eachNamedTransportHasItsWord(Transport transport) {
    String word = Words.of(transport.kind());

    assertThat(read(Map.of(TRANSPORT, word))).isEqualTo(transport);
    assertThat(TransferSettings.TRANSPORT.type().text()).contains("`" + word + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pigeon", "TCP", "tcp6", "file", "null", "tcp,unix"})
  void anUnknownTransportIsAnErrorAndNeverTcp(String word) {
    assertThatThrownBy(() -> read(Map.of(TRANSPORT, word)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [multihost.migration.transport] has the value [%s] (from system property); allowed: tcp, unix, exec, fd, rdma"
                .formatted(word));
  }

  @Test
  void theCommandsOfExecBelongToExecAndAreGivenTogether() {
    Map<String, String> both = Map.of(SOURCE, "a", DESTINATION, "b");
    assertThat(read(both)).isEqualTo(Transport.tcp());
    assertThat(read(Map.of(TRANSPORT, "exec", SOURCE, "a", DESTINATION, "b")))
        .isEqualTo(Transport.exec("a", "b"));
    assertThat(read(Map.of(TRANSPORT, "exec"))).isEqualTo(Transport.exec());
    assertThatThrownBy(() -> read(Map.of(DESTINATION, "b")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [%s] is set and [%s] is not; expected both or neither"
                .formatted(DESTINATION, SOURCE));
  }
}
