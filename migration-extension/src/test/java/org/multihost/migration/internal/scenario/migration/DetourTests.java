package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.scenario.plan.PlannedTest;
import org.multihost.migration.spi.MigrationEndpoint;

class DetourTests {

  private static final MigrationEndpoint DESTINATION = MigrationEndpoint.tcp("127.0.0.1", 49_152);

  private final PlannedTest test = new PlannedTest();

  @Test
  void leadsStraightToTheDestination() {
    try (Detour straight = new Detour(test.planOf(test.migrate("vm1")))) {
      assertThat(straight.proxy()).isNull();
      assertThat(straight.to(DESTINATION)).isSameAs(DESTINATION);
      straight.heal();
    }
  }

  @Test
  void leadsThroughAProxyOnThisHost() {
    try (Detour detour = new Detour(test.planOf(test.migrate("vm1").throughProxy()))) {
      MigrationEndpoint front = detour.to(DESTINATION);

      assertThat(detour.proxy()).isNotNull();
      assertThat(front.host()).isEqualTo("127.0.0.1");
      assertThat(front.port()).isPresent().isNotEqualTo(DESTINATION.port());
      assertThat(detour.to(DESTINATION)).isNotEqualTo(front);
      detour.heal();
    }
  }

  @Test
  void saysWhichAddressCannotBeResolvedAndWhatToSet() {
    try (Detour detour = new Detour(test.planOf(test.migrate("vm1").throughProxy()))) {
      assertThatThrownBy(() -> detour.to(new MigrationEndpoint("tcp:[[x]:49152")))
          .isInstanceOf(MultihostException.class)
          .hasMessageContainingAll(
              "offers the address [", "host [a] cannot resolve", "[multihost.migration.address]");
    }
  }
}
