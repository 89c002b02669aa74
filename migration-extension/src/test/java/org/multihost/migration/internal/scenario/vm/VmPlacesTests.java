package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.RealClock;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.spi.VirtualMachineDriver;

class VmPlacesTests {

  private static final List<String> HOSTS = List.of("a", "b");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Timeouts TIMEOUTS =
      Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of()))
          .timeouts();

  private final RealClock clock = new RealClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private final RendezvousRun run = RendezvousRuns.inMemory();
  private final Map<String, TestVms> vms = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Throwable>> ends = new LinkedHashMap<>();

  @AfterEach
  void close() {
    vms.values().forEach(TestVms::close);
    run.close();
    clock.close();
  }

  private TestVms host(String self, VmPlan plan) {
    VirtualMachineDriver driver = hypervisor.provider().create(new TestHost(self));
    TestVms own = new TestVms(Optional.of(driver), List.of(plan), self, LONG, Time.system());
    own.startHome();
    vms.put(self, own);
    return own;
  }

  /** Begins the agreement of all hosts, each on a thread. */
  private void agree() {
    for (String host : HOSTS) {
      HostConnection connection = run.join(host);
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      ends.put(host, end);
      new Thread(() -> end.complete(thrown(connection))).start();
    }
  }

  private Throwable thrown(HostConnection connection) {
    String self = connection.self();
    Lane lane = connection.enterClass("class", HOSTS, "", LONG).whole().main();
    try {
      new VmPlaces(vms.get(self), new HostsView(self, HOSTS), TIMEOUTS).agree("test", lane);
      return null;
    } catch (RuntimeException thrown) {
      return thrown;
    }
  }

  private Throwable end(String host) throws Exception {
    return ends.get(host).get(60, TimeUnit.SECONDS);
  }

  @Test
  void aMigrationThatWasCutShortHasEndedBefore() throws Exception {
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    host("a", VmPlans.on("a", "vm1")).departs("vm1", cancelled);
    host("b", VmPlans.on("a", "vm1"));

    agree();
    await()
        .until(
            () ->
                run.state().barriers().values().stream()
                    .anyMatch(barrier -> barrier.arrived().keySet().equals(Set.of("b"))));
    assertThat(ends.get("a")).isNotDone();
    cancelled.complete("the report");

    assertThat(end("a")).isNull();
    assertThat(end("b")).isNull();
    assertThat(vms.get("b").vm("vm1").host()).isEqualTo("a");
  }

  @Test
  void aProcessThatWaitsForAMigrationIsEnded() throws Exception {
    TestVms source = host("a", VmPlans.on("a", "vm1"));
    TestVms destination = host("b", VmPlans.on("a", "vm1"));
    destination.startIncoming(
        destination.managed("vm1"), source.processes().get(0).machine(), List.of());

    agree();

    assertThat(end("a")).isNull();
    assertThat(end("b")).isNull();
    assertThat(hypervisor.processes()).extracting(MemoryProcess::host).containsExactly("a");
  }

  @Test
  void aGuestThatRunsTwiceIsAnErrorOnEveryHost() throws Exception {
    host("a", VmPlans.on("a", "vm1"));
    host("b", VmPlans.on("b", "vm1"));

    agree();

    for (String host : HOSTS) {
      assertThat(end(host))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll(
              "[vm1]", "after test [test]", "{a=[RUNNING], b=[RUNNING]}", "of its own");
    }
  }
}
