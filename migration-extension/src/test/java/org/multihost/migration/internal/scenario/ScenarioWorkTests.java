package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationMoment.status;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.RealClock;

/** The work object of a step: the role of its host, and the only VM of its migration. */
@Timeout(120)
class ScenarioWorkTests {

  private static final String[] HOSTS = {"a", "b", "c"};

  @TempDir Path logs;
  private final RealClock clock = new RealClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);

  /** The roles that a step or a hook saw, as {@code a checkWork SOURCE}. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @AfterEach
  void nothingIsLeft() {
    assertThat(hypervisor.processes()).isEmpty();
    clock.close();
  }

  private ScenarioRun run() {
    return new ScenarioRun(RendezvousRuns.inMemory(), hypervisor, logs, HOSTS);
  }

  private void migrate(TestRun test, String from, String to) {
    String self = test.hosts().self();
    test.migrations()
        .migrate()
        .from(from)
        .to(to)
        .startWork(work -> see(self, "startWork", work))
        .during(status("active"), work -> see(self, "during", work))
        .checkSource(work -> see(self, "checkSource", work))
        .checkWork(work -> see(self, "checkWork", work))
        .hooks(
            new MigrationHooks() {
              @Override
              public void prepareDisks(MigrationWork work) {
                see(self, "prepareDisks", work);
              }

              @Override
              public void afterMigration(MigrationWork work) {
                see(self, "afterMigration", work);
              }

              @Override
              public void cleanUp(MigrationWork work) {
                see(self, "cleanUp", work);
              }
            })
        .run();
  }

  private void see(String host, String step, MigrationWork work) {
    seen.add(work.migration().number() + " " + host + " " + step + " " + work.role());
  }

  @Test
  void theRolesSwapWhenAVmMigratesBackAndTheInjectedOneStays() {
    Map<String, HostRole> injected = new ConcurrentHashMap<>();
    var outcome =
        run()
            .with(VmPlans.on("b", "vm1"))
            .run(
                test -> {
                  migrate(test, "b", "c");
                  migrate(test, "c", "b");
                  injected.put(test.hosts().self(), test.hosts().role());
                });

    assertThat(outcome.failures()).isEmpty();
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "1 a prepareDisks BYSTANDER",
            "1 b startWork SOURCE",
            "1 b during SOURCE",
            "1 b afterMigration SOURCE",
            "1 c afterMigration DESTINATION",
            "1 b checkSource SOURCE",
            "1 c checkWork DESTINATION",
            "1 a cleanUp BYSTANDER",
            "1 b cleanUp SOURCE",
            "1 c cleanUp DESTINATION",
            "2 c startWork SOURCE",
            "2 c during SOURCE",
            "2 c afterMigration SOURCE",
            "2 b afterMigration DESTINATION",
            "2 c checkSource SOURCE",
            "2 b checkWork DESTINATION",
            "2 a cleanUp BYSTANDER",
            "2 c cleanUp SOURCE",
            "2 b cleanUp DESTINATION");
    assertThat(injected)
        .containsOnly(
            Map.entry("a", HostRole.SOURCE),
            Map.entry("b", HostRole.DESTINATION),
            Map.entry("c", HostRole.BYSTANDER));
  }

  @Test
  void theOnlyVmIsThatOfTheMigrationThoughTheTestHasAnother() {
    AtomicInteger steps = new AtomicInteger();
    var outcome =
        run()
            .with(VmPlans.on("a", "stays"), VmPlans.on("a", "leaves"))
            .run(
                test ->
                    test.migrations()
                        .migrate("leaves")
                        .startWork(work -> work.session().run("echo kept > /tmp/note"))
                        .checkWork(
                            work -> {
                              assertThat(work.vm()).isSameAs(work.vm("leaves"));
                              assertThat(work.session().run("cat /tmp/note").output())
                                  .isEqualTo("kept\n");
                              steps.incrementAndGet();
                            })
                        .run());

    assertThat(outcome.failures()).isEmpty();
    assertThat(steps).hasValue(1);
  }

  @Test
  void withSeveralVmsTheErrorNamesThemAndTheCallThatIsRight() {
    AtomicInteger steps = new AtomicInteger();
    var outcome =
        run()
            .with(VmPlans.on("a", "web"), VmPlans.on("a", "database"))
            .run(
                test ->
                    test.migrations()
                        .migrate()
                        .checkWork(
                            work -> {
                              assertThatThrownBy(work::vm)
                                  .isInstanceOf(IllegalStateException.class)
                                  .hasMessage(
                                      "work.vm() is for a migration of one virtual machine, and migration #1 migrates [web, database]; call work.vm(\"web\") or name another of them");
                              assertThatThrownBy(work::session)
                                  .isInstanceOf(IllegalStateException.class)
                                  .hasMessageStartingWith("work.session() is for a migration of")
                                  .hasMessageContaining("[web, database]");
                              steps.incrementAndGet();
                            })
                        .run());

    assertThat(outcome.failures()).isEmpty();
    assertThat(steps).hasValue(1);
  }
}
