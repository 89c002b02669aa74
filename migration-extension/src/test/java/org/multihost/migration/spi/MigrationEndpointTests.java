package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationEndpointTests {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, tcp:10.0.0.2:49152, 10.0.0.2",
    "host.example, tcp:host.example:49152, host.example",
    "fe80::1, tcp:[fe80::1]:49152, fe80::1",
    "[fe80::1%eth0], tcp:[fe80::1%eth0]:49152, fe80::1%eth0"
  })
  void ofTcpHasAHostAndAPort(String host, String uri, String read) {
    MigrationEndpoint endpoint = MigrationEndpoint.tcp(host, 49_152);

    assertThat(endpoint.uri()).isEqualTo(uri);
    assertThat(endpoint.host()).isEqualTo(read);
    assertThat(endpoint.port()).hasValue(49_152);
  }

  @Test
  void ofAnotherTransportHasNoPort() {
    assertThat(new MigrationEndpoint("unix:/run/vm1:2").port()).isEmpty();
  }
}
