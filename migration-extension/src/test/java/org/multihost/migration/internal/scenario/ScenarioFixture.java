package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.RealClock;

/**
 * The set-up of tests with the real scenario: hosts that are threads of this JVM, a rendezvous and
 * a hypervisor in memory, and a VM [vm1] whose home is the host [source].
 */
public abstract class ScenarioFixture {

  @TempDir protected Path logs;
  private final RealClock clock = new RealClock();
  protected final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  protected final RendezvousRun rendezvous = RendezvousRuns.inMemory();

  @AfterEach
  final void noProcessIsLeft() {
    rendezvous.close();
    assertThat(hypervisor.processes()).isEmpty();
    clock.close();
  }

  /** A test on these hosts, with [vm1] unless it is given other VMs. */
  protected final ScenarioRun on(String... hosts) {
    return new ScenarioRun(rendezvous, hypervisor, logs, hosts).with(VmPlans.on("source", "vm1"));
  }

  /** Runs a test on [source] and [destination]. */
  protected final ScenarioRun.Outcome run(ScenarioRun.Body body) {
    return on("source", "destination").run(body);
  }

  /** Runs a test on [source], [destination] and [bystander]. */
  protected final ScenarioRun.Outcome runOnThree(ScenarioRun.Body body) {
    return on("source", "destination", "bystander").run(body);
  }

  /** Runs a test that must pass on [source] and [destination]. */
  protected final void passes(ScenarioRun.Body body) {
    assertThat(run(body).failures()).isEmpty();
  }

  /** A migration from [source] to [destination]. */
  protected static MigrationBuilder there(TestRun test, String... vms) {
    return test.migrations().migrate(vms).from("source").to("destination");
  }

  /** A migration from [destination] to [source]. */
  protected static MigrationBuilder back(TestRun test, String... vms) {
    return test.migrations().migrate(vms).from("destination").to("source");
  }
}
