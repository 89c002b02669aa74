package org.multihost.migration.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.machine.StartMode;
import org.multihost.migration.qemu.mirror.DiskExports;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.qemu.snapshot.GuestSnapshot;
import org.multihost.migration.qemu.snapshot.GuestSnapshots;
import org.multihost.migration.qemu.snapshot.SnapshotKey;
import org.multihost.migration.qemu.transport.ListeningPlace;
import org.multihost.migration.qemu.transport.StateReceiver;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverContext.Setting;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.text.PortRange;

/**
 * The start of default guests from a snapshot of an earlier boot. Without KVM, the boot takes most
 * of the time of a short test's guest.
 */
record SnapshotBoot(
    GuestSnapshots guests, DriverContext context, ScheduledExecutorService executor) {

  /** Without KVM, and on a busy host. */
  private static final Duration BOOT = Duration.ofMinutes(3);

  private static final Duration MOVE = Duration.ofMinutes(1);

  /** The hardware clock is right; the guest's own clock stood still while the guest was saved. */
  private static final String SET_CLOCK = "hwclock -s";

  private static final MigrationSettings AT_ONCE =
      MigrationSettings.DEFAULT.limited(0, Duration.ofSeconds(1));

  /** A starter of QEMU with the virtual hardware of the guest. */
  @FunctionalInterface
  public interface Launcher {
    QemuVm launch(String vm, StartMode start);
  }

  /**
   * Whether the settings ask for it; with KVM, a boot costs little.
   *
   * @throws MultihostConfigurationException if the setting is neither {@code auto} nor {@code
   *     always}
   */
  static boolean isWanted(QemuSettings settings, Accelerator accelerator) {
    Optional<Setting> setting = settings.find(QemuSettings.BOOT);
    return switch (setting.map(s -> s.value().strip().toLowerCase(Locale.ROOT)).orElse("auto")) {
      case "auto" -> accelerator == Accelerator.TCG;
      case "always" -> false;
      default ->
          throw QemuSettings.refused(
              QemuSettings.BOOT, setting.orElseThrow(), "allowed are auto, always");
    };
  }

  /**
   * Starts a VM from a snapshot and returns it when its guest runs. Empty if that is not possible:
   * the VM then has to boot, and if the cause is an error, the user gets a notice with it.
   *
   * @param kind the key of the snapshot
   */
  public Optional<QemuVm> start(String vm, SnapshotKey kind, Launcher launcher) {
    try {
      Optional<GuestSnapshot> booted = guests.get(kind.name(), state -> boot(vm, launcher, state));
      return booted.isPresent()
          ? Optional.of(resumed(vm, launcher, booted.get()))
          : Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted(vm, interrupted);
    } catch (IOException | RuntimeException failed) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(vm, failed);
      }
      context.notice(
          "Virtual machine [%s] has to boot, because it cannot start from the snapshot of an earlier boot in [%s]: %s"
              .formatted(vm, guests.directory(), failed));
      return Optional.empty();
    }
  }

  private static VirtualMachineException interrupted(String vm, Exception cause) {
    return new VirtualMachineException(
        "The start of virtual machine [%s] was interrupted".formatted(vm), cause);
  }

  /**
   * Boots in a separate process, so that the first guest of a kind starts in the same way as all
   * others.
   */
  private String boot(String vm, Launcher launcher, Path state)
      throws IOException, InterruptedException {
    try (QemuVm booting = launcher.launch(vm + "-boot", StartMode.RUNNING)) {
      SerialSession session = booting.serialSession();
      // A crashed guest does not answer.
      booting.failed().thenAccept(failure -> session.end(String.valueOf(failure.getMessage())));
      session.awaitReady(BOOT);
      booting.pause();
      save(booting, state);
      context.notice(
          "The small Linux of virtual machine [%s] has booted and is kept in [%s] (%d MiB); further guests of this kind start from there"
              .formatted(vm, state.getParent(), Files.size(state) >> 20));
      return booting.console().text();
    }
  }

  private static void save(QemuVm booted, Path state) throws IOException, InterruptedException {
    Path socket = booted.process().launch().directory().socket("state");
    try (StateReceiver receiver = StateReceiver.open(socket, state)) {
      OutgoingReport report =
          await(
              booted.migrate(receiver.endpoint(), AT_ONCE, progress -> {}).completion(),
              "saving it");
      require(report.outcome(), report.error(), "saved");
      await(receiver.whole(), "writing it");
    }
  }

  private QemuVm resumed(String name, Launcher launcher, GuestSnapshot guest)
      throws IOException, InterruptedException {
    QemuVm vm = launcher.launch(name, StartMode.SAVED);
    try {
      load(vm, guest.state());
      vm.console().beginWith(Files.readString(guest.console()));
      vm.resume();
      SerialSession session = vm.serialSession();
      session.awaitReady(MOVE);
      session.run(SET_CLOCK);
      vm.startedFromSnapshot();
      return vm;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      new Closer().add(vm).add(guest::discard).runAfter(failed);
      throw failed;
    }
  }

  private void load(QemuVm vm, Path state) throws IOException, InterruptedException {
    QemuIncomingVm incoming =
        QemuIncomingVm.of(
            vm,
            DiskExports.none(vm.name(), vm.qmp()),
            new ListeningPlace(context.migrationAddress(), PortRange.ANY),
            executor);
    incoming.listen(MigrationSettings.DEFAULT.over(new Transport.File(state)));
    incoming.load();
    IncomingReport report = await(incoming.completion(), "loading it");
    require(report.outcome(), report.error(), "loaded");
  }

  private static <T> T await(CompletionStage<T> stage, String what)
      throws IOException, InterruptedException {
    try {
      return stage.toCompletableFuture().get(MOVE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IOException(what + " was not done within " + DurationText.of(MOVE), slow);
    } catch (ExecutionException failed) {
      throw new IOException(what + " failed: " + failed.getCause(), failed.getCause());
    }
  }

  private static void require(MigrationOutcome outcome, Optional<String> error, String what)
      throws IOException {
    if (outcome != MigrationOutcome.COMPLETED) {
      throw new IOException("it was not " + what + ": " + error.orElse("no reason is known"));
    }
  }
}
