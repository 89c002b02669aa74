package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Guest;
import org.multihost.migration.GuestException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.guest.builtin.BuiltinGuest;
import org.multihost.migration.qemu.guest.builtin.GuestReport;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/** The built-in guest in a real QEMU. */
@NeedsQemu
@Timeout(120)
class BuiltinGuestTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SWEPT = 0x40_0000;
  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  private final QemuDriver driver =
      QemuDriver.create(new TestContext("source"), HostSystem.current());
  private final QemuDriver destination =
      QemuDriver.create(new TestContext("destination"), HostSystem.current());

  @AfterEach
  void close() {
    driver.close();
    destination.close();
  }

  private static VmSpec spec(String memory) {
    return VmSpec.builder("vm1").memory(Long.parseLong(memory) << 20).guest(Guest.BUILT_IN).build();
  }

  private static BuiltinGuest guest(LocalVm vm) {
    return vm.unwrap(BuiltinGuest.class);
  }

  /** 64 GiB are more than most hosts have; the guest touches 16 MiB of them. */
  @ParameterizedTest(name = "{0} MiB")
  @ValueSource(strings = {"64", "65536"})
  void bootsWithLittleMemoryAndWithMuch(String memory) {
    LocalVm vm = driver.start(spec(memory));

    vm.console().await("MultihostGuest ready", PATIENCE);
    vm.console().await("beat 0000000000000002 ", PATIENCE);
    GuestReport report = guest(vm).report();

    assertThat(report.memory() >> 20).isBetween(Long.parseLong(memory) - 8, (long) 1 << 16);
    assertThat(report.share()).isLessThanOrEqualTo(16 << 20);
    assertThat(report.wrong()).isZero();
  }

  @Test
  void answersAtOnceAfterAReset() {
    LocalVm vm = driver.start(spec("64"));
    vm.awaitAnswer(PATIENCE);

    vm.reset();

    vm.awaitAnswer(PATIENCE);
    assertThat(guest(vm).report().wrong()).isZero();
  }

  @Test
  void checksItsMemoryOnBothSidesOfAMigration() throws Exception {
    LocalVm here = driver.start(spec("64"));
    here.awaitAnswer(PATIENCE);
    guest(here).share(8 << 20);
    IncomingVm there = destination.startIncoming(spec("64"), here.machine(), List.of());

    MigrationOutcome outcome =
        here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {})
            .completion()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .outcome();
    there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);

    assertThat(outcome).isEqualTo(MigrationOutcome.COMPLETED);
    there.vm().awaitAnswer(PATIENCE);
    GuestReport arrived = guest(there.vm()).rate(2000);
    assertThat(arrived.share()).isEqualTo(8 << 20);
    assertThat(arrived.wrong()).isZero();
    there.vm().console().await("beat ", PATIENCE);
    assertThat(guest(there.vm()).stop().wrong()).isZero();
    assertThatThrownBy(() -> guest(here).report())
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("migrated away");
  }

  @Test
  void writesAsFastAsItIsTold() {
    LocalVm vm = driver.start(spec("64"));
    BuiltinGuest guest = guest(vm);
    GuestReport before = guest.share(1 << 20);
    guest.rate(1000);

    vm.console().await("beat 0000000000000008 ", PATIENCE);
    GuestReport after = guest.stop();

    assertThat(after.written()).isGreaterThan(before.written());
    assertThat(after.pass()).isPositive();
    assertThat(guest.verify().wrong()).isZero();
    long stopped = guest.report().written();
    assertThat(guest.report().written()).isEqualTo(stopped);
  }

  @Test
  void oneWrongByteIsFoundAndFailsTheVm() throws Exception {
    LocalVm vm = driver.start(spec("64"));
    vm.awaitAnswer(PATIENCE);
    long address = SWEPT + 123 * 4096L + 321;

    GuestByte.flip(vm.unwrap(QmpClient.class), vm.unwrap(QemuProcess.class), address);

    assertThatThrownBy(() -> vm.awaitAnswer(PATIENCE))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("[vm1]", "found [1] pages of its memory wrong");
    assertThat(vm.failed().toCompletableFuture().get(60, TimeUnit.SECONDS))
        .hasMessageContaining(
            "BUG: guest memory is wrong: address=%016x".formatted(address & -Long.BYTES));
  }

  @Test
  void aSessionSaysHowToGetALinux() {
    LocalVm vm = driver.start(spec("64"));

    assertThatThrownBy(() -> vm.login(PATIENCE))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("[vm1]", "built-in guest", "guest = Guest.LINUX");
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }
}
