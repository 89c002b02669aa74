package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;

class HostTableTests {

  private static HostTable parse(String value) {
    return HostTable.parse(Given.setting("multihost.hosts", value), 13_234);
  }

  @Test
  void keepsTheOrderAndTakesTheDefaultPort() {
    HostTable table = parse("b=10.0.0.2 , a=x");

    assertThat(table.addresses()).containsExactly(entry("b", "10.0.0.2"), entry("a", "x"));
    assertThat(table.first()).isEqualTo("b");
    assertThat(table.port()).isEqualTo(13_234);
  }

  @Test
  void takesThePortOfTheFirstHost() {
    HostTable table = parse("a=[fe80::1%eth0]:22,b=10.0.0.2");

    assertThat(table.address("a")).isEqualTo("fe80::1%eth0");
    assertThat(table.port()).isEqualTo(22);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a=", "=1.2.3.4", "a=1.2.3.4,", "a=::1", "a=1.2.3.4:x", "ä=1.2.3.4"})
  void refusesAnotherForm(String value) {
    assertThatThrownBy(() -> parse(value))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.hosts]", "[" + value + "]", HostTable.ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1.2.3.4:0", "a=1.2.3.4:65536"})
  void refusesAPortThatDoesNotExist(String value) {
    assertThatThrownBy(() -> parse(value)).hasMessageContaining("ports from 1 to 65535");
  }

  @Test
  void anUnknownHostHasNoAddress() {
    assertThatThrownBy(() -> parse("a=1.2.3.4").address("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No host [c] in [a]");
  }

  @Test
  void refusesALoopbackNameIfAnotherHostIsOnAnotherComputer() {
    HostTable table = parse("a=localhost,b=10.0.0.2");

    assertThatThrownBy(() -> table.verifyReachable("a", table.names()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "host [a] the name [localhost]",
            "loopback address on that host itself",
            "the other hosts [b] cannot reach it");
    assertThatCode(() -> table.verifyReachable("b", table.names())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=localhost,b=127.0.0.2", "a=localhost,b=localhost", "a=127.0.0.1,b=10.0.0.2"})
  void allowsLoopbackIfAllHostsAreThereAndAddressesAlways(String value) {
    HostTable table = parse(value);
    assertThatCode(() -> table.verifyReachable("a", table.names())).doesNotThrowAnyException();
  }

  @Test
  void theCoordinatorListensOnTheFirstHost() {
    assertThat(parse("a=127.0.0.1:4711,b=10.0.0.2").rendezvous())
        .isEqualTo(new InetSocketAddress("127.0.0.1", 4711));
  }

  @Test
  void anAddressThatCannotBeResolvedIsAnErrorThatNamesTheHost() {
    HostTable table = new HostTable(Map.of("a", "[no address"), 1);

    assertThatThrownBy(table::rendezvous)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("host [a]", "[[no address]", "cannot be resolved");
  }
}
