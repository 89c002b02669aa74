package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationEndpointTests {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2,tcp:10.0.0.2:49152,10.0.0.2",
    "host.example,tcp:host.example:49152,host.example",
    "::1,tcp:[::1]:49152,::1",
    "[fe80::1],tcp:[fe80::1]:49152,fe80::1"
  })
  void aTcpEndpointHasAHostAndAPort(String host, String uri, String bare) {
    MigrationEndpoint endpoint = MigrationEndpoint.tcp(host, 49_152);

    assertThat(endpoint.uri()).isEqualTo(uri);
    assertThat(endpoint.host()).isEqualTo(bare);
    assertThat(endpoint.port()).hasValue(49_152);
  }

  @Test
  void anyOtherEndpointHasNoPort() {
    assertThat(new MigrationEndpoint("unix:/run/x:1").port()).isEmpty();
    assertThat(new MigrationEndpoint("exec:cat > tcp:1").port()).isEmpty();
    assertThat(new MigrationEndpoint("fd:tcp:10.0.0.2:1").port()).isEmpty();
  }

  @Test
  void portsAreWrittenAsInTheSetting() {
    assertThat(PortRange.ANY.isAny()).isTrue();
    assertThat(PortRange.ANY).hasToString("any");
    assertThat(new PortRange(1, 1).isAny()).isFalse();
    assertThat(new PortRange(49_152, 49_215)).hasToString("49152-49215");
  }
}
