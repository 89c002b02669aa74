package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Transport;
import org.multihost.migration.spi.MigrationSettings;

class SettingsDraftTests {

  private final SettingsDraft draft = new SettingsDraft();

  private MigrationSettings settings() {
    return draft.settings(Transport.tcp());
  }

  @Test
  void aDraftThatSaysNothingLeavesAllToTheHypervisor() {
    assertThat(settings()).isEqualTo(MigrationSettings.DEFAULT);
    assertThat(draft.settings(Transport.unix()).transport()).isEqualTo(Transport.unix());
  }

  @Test
  void theTestsTransportWins() {
    draft.transport(Transport.fd());

    assertThat(settings().transport()).isEqualTo(Transport.fd());
  }

  @Test
  void anAbsentTransportIsAnErrorAndNeverTcp() {
    assertThatThrownBy(() -> draft.transport(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("transport [null]", "expected one", "Transport.tcp()");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "' 0 ',0", "32 MiB,33554432", "1 B,1"})
  void readsABandwidth(String text, long bytes) {
    draft.maxBandwidth(text);

    assertThat(settings().maxBandwidth()).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32", "-1 MiB", "fast"})
  void refusesABandwidthWithoutAUnit(String text) {
    assertThatThrownBy(() -> draft.maxBandwidth(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("maxBandwidth [" + text + "]", "0 (unlimited) or a size");
  }

  @Test
  void aDowntimeLimitIsAMillisecondAtLeast() {
    draft.downtimeLimit(Duration.ofMillis(1));
    assertThat(settings().downtimeLimit()).contains(Duration.ofMillis(1));

    assertThatThrownBy(() -> draft.downtimeLimit(Duration.ofNanos(999_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least 1 ms");
  }

  @Test
  void theLastValueOfACapabilityOrParameterWins() {
    draft.capability("xbzrle", true);
    draft.capability("xbzrle", false);
    draft.parameter("multifd-channels", 2);
    draft.parameter("multifd-channels", 4);
    draft.parameter("tls-creds", "x");
    draft.parameter("direct-io", true);

    assertThat(settings().capabilities()).containsExactly(entry("xbzrle", false));
    assertThat(settings().parameters())
        .containsOnly(
            entry("multifd-channels", 4), entry("tls-creds", "x"), entry("direct-io", true));
  }

  @Test
  void aParameterIsANumberABooleanOrAString() {
    assertThatThrownBy(() -> draft.parameter("list", List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("parameter [list]", "expected a number, a boolean or a string");
  }
}
