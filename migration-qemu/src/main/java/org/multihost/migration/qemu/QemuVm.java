package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.disk.DiskSizes;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.machine.QemuCommandLine;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.machine.QemuManualStart;
import org.multihost.migration.qemu.memory.QemuMemory;
import org.multihost.migration.qemu.migration.TypedOptions;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpConnectionException;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.GuestMemory;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.ProgressListener;
import org.multihost.migration.spi.VmDiagnosis;

/** A VM in a QEMU process of this host. */
final class QemuVm implements LocalVm {

  private static final Duration FOR_EXIT = Duration.ofSeconds(2);

  private final QemuConnections connections;
  private final QemuCommandLine started;
  private final QemuDevices devices;
  private final MigrationOptions options;
  private final ProgressSampling sampling;
  private final GuestLogin login;
  private final BusyGuestWarning warning;
  private final VmHealth health;
  private final List<AutoCloseable> closeables = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private @Nullable QemuOutgoingMigration outgoing;

  private QemuVm(
      QemuConnections connections,
      QemuCommandLine started,
      QemuDevices devices,
      ProgressSampling sampling,
      GuestLogin login,
      BusyGuestWarning warning) {
    this.connections = connections;
    this.started = started;
    this.devices = devices;
    this.options = MigrationOptions.of(name(), qmp());
    this.sampling = sampling;
    this.login = login;
    this.warning = warning;
    this.health = VmHealth.watch(connections, sampling, started.boot().ofTheProject());
  }

  /**
   * Takes over a QEMU process that has just started.
   *
   * @param started its command line
   */
  public static QemuVm of(
      QemuConnections connections,
      QemuCommandLine started,
      GuestLogin login,
      ProgressSampling sampling,
      BusyGuestWarning warning) {
    QmpClient qmp = connections.qmp();
    qmp.execute(
        "migrate-set-capabilities",
        Map.of("capabilities", List.of(Map.of("capability", "events", "state", true))));
    String type = qmp.execute("qom-get", Map.of("path", "/machine", "property", "type")).asText();
    QemuMachine machine = started.machine().ofType(type.replaceFirst("-machine$", ""));
    String name = connections.process().launch().vm();
    DiskSizes.verify(name, qmp, machine);
    QemuVm vm =
        new QemuVm(
            connections, started, new QemuDevices(name, qmp, machine), sampling, login, warning);
    if (!started.incoming()) {
      vm.guestIsHere();
    }
    return vm;
  }

  public QemuProcess process() {
    return connections.process();
  }

  public QmpClient qmp() {
    return connections.qmp();
  }

  /** Returns the shell in the default guest; QEMU's second serial port. */
  SerialSession serialSession() {
    return connections.session();
  }

  public MigrationOptions options() {
    return options;
  }

  /** From now on an exit is a failure; before, it is the failure of an incoming migration. */
  void guestIsHere() {
    health.guestIsHere();
  }

  /** Keeps the start from a snapshot, which has ended, out of diagnoses of migrations. */
  void startedFromSnapshot() {
    connections.monitor().timeline().startedFromSnapshot(Instant.now());
  }

  /** Adds a resource that is closed with the VM. */
  public void onClose(AutoCloseable closeable) {
    closeables.add(closeable);
  }

  @Override
  public String name() {
    return process().launch().vm();
  }

  @Override
  public MachineDescription machine() {
    QemuMachine now = devices.migratable();
    return now.withDiskSizes(DiskSizes.of(qmp(), now)).describe();
  }

  @Override
  public void inMigration(boolean begun) {
    devices.inMigration(begun);
  }

  @Override
  public VmState state() {
    if (!process().isAlive()) {
      return VmState.GONE;
    }
    if (hasLostItsGuest()) {
      return VmState.LOST;
    }
    try {
      return QemuRunState.of(qmp().execute("query-status").path("status").asText());
    } catch (QmpConnectionException lost) {
      return VmState.GONE;
    }
  }

  @Override
  public Optional<Instant> pause() {
    Optional<Instant> stopped = switchedBy("stop", "STOP");
    QemuOutgoingMigration leaving = outgoing();
    if (leaving != null) {
      stopped.ifPresent(leaving::pausedByTest);
    }
    return stopped;
  }

  private synchronized @Nullable QemuOutgoingMigration outgoing() {
    return outgoing;
  }

  private boolean hasLostItsGuest() {
    QemuOutgoingMigration left = outgoing();
    return left != null && left.hasLostTheGuest();
  }

  private void refuseIfLost(String what) {
    if (hasLostItsGuest()) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot %s: its guest is lost, a part of it was on another host when a postcopy broke"
              .formatted(name(), what));
    }
  }

  @Override
  public Optional<Instant> resume() {
    refuseIfLost("resume");
    Optional<Instant> resumed = switchedBy("cont", "RESUME");
    login.guestIsHere();
    if (started.incoming() && resumed.isPresent()) {
      DiskActivation.verify(qmp(), process());
    }
    return resumed;
  }

  /** QEMU sends the event of a change before it answers the command that caused it. */
  private Optional<Instant> switchedBy(String command, String event) {
    try (QmpSubscription events = qmp().subscribe(QmpEvent.named(event))) {
      qmp().execute(command);
      return events.poll().map(QmpEvent::timestamp);
    }
  }

  @Override
  public void reset() {
    connections.reset();
  }

  @Override
  public Path screenshot() {
    return connections.screenshot().take();
  }

  @Override
  public SerialConsole console() {
    return connections.console();
  }

  @Override
  public GuestSession login(Duration timeout) {
    return login.login(timeout);
  }

  @Override
  public void awaitAnswer(Duration timeout) {
    login.awaitAnswer(timeout);
  }

  @Override
  public synchronized OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress) {
    if (outgoing != null && !outgoing.isDone()) {
      throw new VirtualMachineException(
          "Virtual machine [%s] is migrating already; a second migration, to [%s], must wait"
              .formatted(name(), endpoint.uri()));
    }
    refuseIfLost("migrate");
    options.set(TypedOptions.named(settings), endpoint);
    warning.beforeMigration(qmp());
    outgoing = QemuOutgoingMigration.start(qmp(), process(), options, endpoint, progress, sampling);
    outgoing.completion().thenAccept(login::migrationEnded);
    return outgoing;
  }

  @Override
  public CompletionStage<VirtualMachineException> failed() {
    return health.failed();
  }

  /** The exit of the process is detected shortly after the end of its connections. */
  @Override
  public void verifyHealthy() {
    health.verifyMonitor();
    if (state() == VmState.GONE) {
      process().awaitExit(FOR_EXIT);
      health.verifyNoMonitorIsMissing();
    }
    health.verify();
  }

  @Override
  public VmDiagnosis diagnosis() {
    return QemuDiagnosis.of(connections)
        .told(
            health.isClosing(),
            new QemuManualStart(
                started.byHand(devices.machine()), process().launch().companions()));
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return new ServedParts(name(), connections, devices).as(type);
  }

  @Override
  public Optional<GuestMemory> guestMemory() {
    return Optional.of(QemuMemory.of(process(), qmp()));
  }

  /* Not synchronized: it must work while another thread executes a synchronized method. */
  @Override
  public void close() {
    health.closing();
    Closer closing = new Closer();
    closeables.forEach(closing::add);
    closing.add(login).add(connections).run();
  }

  public boolean isClosed() {
    return health.isClosing() && !process().isAlive();
  }
}
