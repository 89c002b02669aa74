package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.LocalVm;

/** A monitor connection that a test closes, though the VM still needs it. */
@NeedsQemu
@Timeout(120)
class ClosedMonitorTests {

  private static final String REASON =
      "Virtual machine [vm1] has no monitor any more: the test has closed its QmpClient";

  private final QemuDriver driver =
      QemuDriver.create(new TestContext("source"), HostSystem.current());
  private final LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
  private final QemuProcess process = vm.unwrap(QemuProcess.class);

  @AfterEach
  void close() {
    driver.close();
    assertThat(process.isAlive()).isFalse();
  }

  private static Duration took(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void isAFailureAtOnce() throws Exception {
    vm.unwrap(QmpClient.class).close();

    Duration check =
        took(
            () ->
                assertThatThrownBy(vm::verifyHealthy)
                    .isInstanceOf(VirtualMachineException.class)
                    .hasMessageStartingWith(REASON));
    assertThat(check).isLessThan(Duration.ofSeconds(1));
    assertThat(vm.failed().toCompletableFuture().get(1, TimeUnit.SECONDS))
        .hasMessageStartingWith(REASON);
  }

  @Test
  void doesNotDelayTheEndOfTheVm() {
    vm.unwrap(QmpClient.class).close();

    assertThat(took(vm::close)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void isNoFailureWhenTheVmIsClosed() {
    vm.close();

    assertThat(vm.failed().toCompletableFuture()).isNotDone();
  }
}
