package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.HostRole;

class HostsViewTests {

  private static final List<String> FOUR = List.of("a", "b", "c", "d");

  @ParameterizedTest
  @CsvSource({"a,SOURCE", "b,DESTINATION", "c,BYSTANDER", "d,BYSTANDER"})
  void aHostsRoleIsItsPlace(String self, HostRole role) {
    assertThat(new HostsView(self, FOUR).role()).isEqualTo(role);
  }

  @Test
  void theFirstHostIsTheSameForAll() {
    assertThat(FOUR)
        .allSatisfy(self -> assertThat(new HostsView(self, FOUR).master()).isEqualTo("a"));
  }

  @Test
  void isSelfIsTrueOnOneHostOnly() {
    HostsView hosts = new HostsView("b", FOUR);
    assertThat(FOUR.stream().filter(hosts::isSelf)).containsExactly("b");
  }

  @Test
  void anUnknownHostIsRefusedWithTheNames() {
    HostsView hosts = new HostsView("a", FOUR);
    assertThatThrownBy(() -> hosts.isSelf("A"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No host is named [A] in this test; its hosts are [a, b, c, d]");
    assertThat(hosts.verified("d")).isEqualTo("d");
  }

  @Test
  void theNamesAreACopy() {
    List<String> names = new ArrayList<>(FOUR);
    HostsView hosts = new HostsView("a", names);
    names.clear();
    assertThat(hosts.names()).isEqualTo(FOUR);
  }
}
