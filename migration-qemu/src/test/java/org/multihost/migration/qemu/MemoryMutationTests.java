package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.proof.MemoryDifference;
import org.multihost.migration.internal.scenario.proof.MemoryProof;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/** The comparison of memory, with one byte changed at the destination before it: many times. */
@NeedsQemu
@Timeout(300)
class MemoryMutationTests {

  private static final int MUTATIONS = 100;
  private static final long MEBIBYTES = 16;
  private static final long FIRST = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final VmSpec SPEC =
      VmSpec.builder("vm1").memory(MEBIBYTES << 20).guest(Guest.BUILT_IN).build();

  private final Map<String, CompletableFuture<String>> values = new ConcurrentHashMap<>();

  /** A lane of two threads. */
  private final class ValuesOnly implements Lane {
    @Override
    public String name() {
      return "values";
    }

    @Override
    public void barrier(String name, String plan, List<String> hosts, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void publish(String name, String json) {
      values.computeIfAbsent(name, each -> new CompletableFuture<>()).complete(json);
    }

    @Override
    public String await(String name, Duration timeout) {
      return values
          .computeIfAbsent(name, each -> new CompletableFuture<>())
          .orTimeout(timeout.toSeconds(), TimeUnit.SECONDS)
          .join();
    }

    @Override
    public Map<String, String> exchange(
        String name, String plan, String json, List<String> hosts, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private void compare(LocalVm source, LocalVm destination, String name) {
    MemoryProof proof = new MemoryProof(new ValuesOnly(), name, PATIENCE);
    CompletableFuture<Void> provided =
        CompletableFuture.runAsync(() -> proof.provide(source.guestMemory()));
    try {
      assertThat(proof.compare(destination.guestMemory().orElseThrow()).orElseThrow())
          .isGreaterThanOrEqualTo(MEBIBYTES << 20);
    } finally {
      provided.join();
    }
  }

  private static IncomingVm migrated(LocalVm vm, QemuDriver destination) throws Exception {
    IncomingVm there = destination.startIncoming(SPEC, vm.machine(), List.of());
    assertThat(there.hold(MigrationSettings.DEFAULT)).isTrue();
    assertThat(
            vm.migrate(
                    there.listen(MigrationSettings.DEFAULT), MigrationSettings.DEFAULT, now -> {})
                .completion()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .outcome())
        .isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS).state())
        .isEqualTo(VmState.PAUSED);
    return there;
  }

  @Test
  void oneByteIsFoundEachTime() throws Exception {
    try (QemuDriver here = QemuDriver.create(new TestContext("source"), HostSystem.current());
        QemuDriver there =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      LocalVm source = here.start(SPEC);
      source.awaitAnswer(PATIENCE);
      LocalVm destination = migrated(source, there).vm();
      compare(source, destination, "before");
      Random random = new Random(18);
      for (int mutation = 0; mutation < MUTATIONS; mutation++) {
        long address = random.nextLong(FIRST, MEBIBYTES << 20 >> 1);
        String name = "mutation " + mutation;
        flip(destination, address);
        assertThatThrownBy(() -> compare(source, destination, name))
            .isInstanceOf(MemoryDifference.class)
            .hasMessageContaining(
                "[1] pages differ, the first at [0x%x]".formatted(address & -Long.BYTES));
        flip(destination, address);
      }
      compare(source, destination, "afterwards");
    }
  }

  private static void flip(LocalVm vm, long address) {
    GuestByte.flip(vm.unwrap(QmpClient.class), vm.unwrap(QemuProcess.class), address);
  }
}
