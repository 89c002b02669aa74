package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.GuestException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;

/** The defaults of a VM, for a driver that has no more. */
@Timeout(60)
class LocalVmTests {

  private final Bare vm = new Bare();

  /** A VM that has nothing that it need not have. */
  private static final class Bare implements LocalVm {

    private final CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();

    @Override
    public String name() {
      return "vm1";
    }

    @Override
    public MachineDescription machine() {
      return new MachineDescription("");
    }

    @Override
    public VmState state() {
      return VmState.RUNNING;
    }

    @Override
    public Optional<Instant> pause() {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> resume() {
      return Optional.empty();
    }

    @Override
    public void reset() {}

    @Override
    public OutgoingMigration migrate(
        MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<VirtualMachineException> failed() {
      return failed.minimalCompletionStage();
    }

    @Override
    public VmDiagnosis diagnosis() {
      return VmDiagnosis.none("vm1: all is well");
    }

    @Override
    public void close() {}
  }

  @Test
  void aVmThatHasNotFailedIsHealthy() {
    vm.verifyHealthy();

    VirtualMachineException failure = new VirtualMachineException("exit code [1]");
    vm.failed.complete(failure);
    assertThatThrownBy(vm::verifyHealthy).isSameAs(failure);
  }

  @Test
  void aGuestWithoutAShellSaysSo() {
    assertThatThrownBy(() -> vm.login(Duration.ofHours(1)))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("[vm1] has no shell");
  }

  @Test
  void aGuestWithoutAConsoleSaysSoAtOnce() {
    assertThat(vm.console().text()).isEmpty();
    assertThat(vm.console().lastLines(3)).isEmpty();
    assertThatThrownBy(() -> vm.console().await("ready", Duration.ofHours(1)))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("[vm1] has no console", "[ready]");
  }

  @Test
  void theOnlyObjectOfADriverIsTheVmItself() {
    assertThat(vm.unwrap(Bare.class)).isSameAs(vm);
    assertThat(vm.unwrap(LocalVm.class)).isSameAs(vm);
    assertThatThrownBy(() -> vm.unwrap(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[vm1]", "[java.lang.Thread]", "[" + Bare.class.getName() + "]");
  }
}
