package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.ProgramOutput;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.LocalVm;

/** A monitor connection that a test or QEMU closes, though the VM still needs it. */
@NeedsQemu
@Timeout(120)
class ClosedMonitorTests {

  private static final String REASON =
      "Virtual machine [vm1] has no monitor any more: the test has closed its QmpClient";

  /** The time for which a QEMU without a monitor may exit by itself. */
  private static final Duration FOR_EXIT = Duration.ofSeconds(2);

  /** The time for which a QEMU may follow the request to quit. */
  private static final Duration FOR_QUIT = Duration.ofSeconds(5);

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
    assertThat(check).isLessThan(FOR_EXIT);
    assertThat(vm.failed().toCompletableFuture().get(8, TimeUnit.SECONDS))
        .hasMessageStartingWith(REASON);
  }

  @Test
  void doesNotDelayTheEndOfTheVm() {
    vm.unwrap(QmpClient.class).close();

    assertThat(took(vm::close)).isLessThan(FOR_QUIT);
  }

  /** Closes QEMU's end of the connection as a fault in QEMU would do it: its first socket. */
  private void closeQemusEnd() throws IOException {
    int descriptor;
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      descriptor =
          files
              .filter(file -> target(file).startsWith("socket:"))
              .mapToInt(file -> Integer.parseInt(file.getFileName().toString()))
              .min()
              .orElseThrow();
    }
    String pidfdOpen = "my $process = syscall(434, %d, 0);".formatted(process.pid());
    String pidfdGetfd = "my $fd = syscall(438, $process, %d, 0);".formatted(descriptor);
    ProgramOutput.of(
        List.of(
            "perl",
            "-e",
            pidfdOpen + pidfdGetfd + "open(my $end, '+<&=', $fd) or die $!; shutdown($end, 2)"),
        Duration.ofSeconds(20));
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Test
  void thatQemuClosesWhileItRunsIsAFailure() throws Exception {
    closeQemusEnd();

    assertThatThrownBy(vm::verifyHealthy)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("has closed its monitor, but has not exited");
    assertThat(vm.failed().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .hasMessageContaining("[vm1] has closed its monitor, but has not exited");
  }

  @Test
  void isNoFailureWhenTheVmIsClosed() {
    vm.close();

    assertThat(vm.failed().toCompletableFuture()).isNotDone();
  }
}
