package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

class MigrationRouteTests {

  private final PlannedTest test = new PlannedTest();
  private final List<ManagedVm> both = List.of(test.vm("vm1"), test.vm("vm2"));

  private MigrationRoute route(@Nullable String source, @Nullable String destination) {
    return MigrationRoute.of(source, destination, both, PlannedTest.HOSTS);
  }

  @Test
  void leadsFromTheVmsHostToTheFirstOther() {
    assertThat(route(null, null)).isEqualTo(new MigrationRoute("a", "b"));
  }

  @Test
  void takesTheHostsThatTheTestNames() {
    assertThat(route("a", "c")).isEqualTo(new MigrationRoute("a", "c"));
    assertThat(route(null, "c")).isEqualTo(new MigrationRoute("a", "c"));
  }

  @Test
  void leadsBackAfterAMigration() {
    both.forEach(vm -> vm.livesOn("c"));

    assertThat(route(null, null)).isEqualTo(new MigrationRoute("c", "a"));
  }

  @Test
  void needsTwoDifferentHosts() {
    assertThatThrownBy(() -> route("a", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A migration of [vm1, vm2] from [a] to [a]: expected two different hosts of [a, b, c]");
  }

  @Test
  void aMigrationOfVmsInTwoPlacesNamesThemAllAndTheCallsToWrite() {
    both.get(1).livesOn("b");

    for (String source : new String[] {null, "a"}) {
      assertThatThrownBy(() -> route(source, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "A migration of [vm1, vm2] from [a] to [b]: [vm1] on [a], [vm2] on [b]. A migration has one source; write, for the VMs of each host that are to migrate: [migrate(\"vm1\").from(\"a\")], [migrate(\"vm2\").from(\"b\")]");
    }
  }

  @Test
  void aVmThatIsNotAtTheSourceIsNamedWithItsPlace() {
    both.forEach(vm -> vm.livesOn("c"));

    assertThatThrownBy(() -> route("a", null))
        .hasMessage(
            "A migration of [vm1, vm2] from [a] to [b]: [vm1, vm2] on [c]. A migration has one source; write, for the VMs of each host that are to migrate: [migrate(\"vm1\", \"vm2\").from(\"c\")]");
  }

  @Test
  void aTestOfOneHostHasNone() {
    assertThatThrownBy(() -> MigrationRoute.of(null, null, both, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A migration needs two hosts; @MultihostMigration(hosts = …) has only [a]");
  }
}
