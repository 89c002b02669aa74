package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.builtin.BuiltinImage;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.DoctorCommand;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.machine.DeclaredDevices;
import org.multihost.migration.qemu.machine.GuestBoot;
import org.multihost.migration.qemu.machine.GuestNetwork;
import org.multihost.migration.qemu.machine.QemuCommandLine;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.machine.StartMode;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.DaemonThread;
import org.multihost.migration.qemu.process.QemuLaunch;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.snapshot.GuestSnapshots;
import org.multihost.migration.qemu.snapshot.SnapshotKey;
import org.multihost.migration.qemu.transport.ListeningPlace;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** The QEMU driver of one host. */
final class QemuDriver implements VirtualMachineDriver {

  /** Behaves the same with every version of QEMU; the project's guests need no more. */
  private static final String PLAIN_CPU = "qemu64";

  private static final String MACHINE = "q35";

  /** Ports for devices that are plugged in while the guest runs. */
  private static final int SPARE_PORTS = 4;

  private final DriverContext context;
  private final QemuSettings settings;
  private final HostSystem system;
  private final QemuInstallation installation;
  private final List<String> arguments;
  private final ProgressSampling sampling;
  private final SnapshotBoot quickStart;
  private final boolean startsQuickly;
  private final Set<QemuVm> vms = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final Map<Boolean, TinyLinux> defaultGuests = new HashMap<>();
  private boolean closed;

  private QemuDriver(
      DriverContext context,
      QemuSettings settings,
      HostSystem system,
      QemuInstallation installation,
      List<String> arguments,
      boolean startsQuickly) {
    this.context = context;
    this.settings = settings;
    this.system = system;
    this.installation = installation;
    this.arguments = arguments;
    this.sampling =
        new ProgressSampling(
            timer(context.host()), context.progressInterval(), context.momentInterval());
    GuestSnapshots guests = new GuestSnapshots(system.cache().resolve("booted"));
    this.quickStart = new SnapshotBoot(guests, context, sampling.executor());
    this.startsQuickly = startsQuickly;
  }

  /** Reads the settings and selects a QEMU. */
  public static QemuDriver create(DriverContext context, HostSystem system) {
    QemuSettings settings = QemuSettings.of(context);
    List<String> arguments = settings.arguments();
    QemuInstallation installation = QemuInstallation.select(settings, system);
    boolean startsQuickly = SnapshotBoot.isWanted(settings, installation.accelerator());
    return new QemuDriver(context, settings, system, installation, arguments, startsQuickly);
  }

  private static ScheduledExecutorService timer(String host) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> DaemonThread.named("qemu-timer-" + host, task));
  }

  @Override
  public String description() {
    return installation.toString();
  }

  @Override
  public void verify(VmSpec spec) {
    try {
      boot(spec);
      arguments.forEach(spec.placeholders()::fill);
      DeclaredDevices.of(spec).verifyFormats();
      if (spec.drives().diskClone() != CloneDisks.NONE) {
        QemuImg.find(system);
      }
    } catch (DriverUnavailableException missing) {
      throw DoctorCommand.appendedTo(missing);
    }
  }

  @Override
  public VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout) {
    return QemuImg.find(system).cloneDisks(spec, directory, timeout);
  }

  @Override
  public Optional<String> diskInstructions() {
    return Optional.of("look at them with [qemu-img info]");
  }

  private GuestBoot boot(VmSpec spec) {
    return GuestBoot.of(
        spec,
        () -> defaultGuest(spec.access().login()),
        () -> BuiltinImage.file(GuestPlaces.of(system)));
  }

  private synchronized TinyLinux defaultGuest(Login login) {
    return defaultGuests.computeIfAbsent(login == Login.SSH, this::locate);
  }

  private TinyLinux locate(boolean ssh) {
    Optional<Path> kernel = settings.path(QemuSettings.KERNEL);
    Optional<Path> busybox = settings.path(QemuSettings.BUSYBOX);
    GuestPlaces places = GuestPlaces.of(system);
    return ssh
        ? TinyLinux.locateWithSsh(kernel, busybox, places)
        : TinyLinux.locate(kernel, busybox, places);
  }

  @Override
  public LocalVm start(VmSpec spec) {
    GuestBoot boot = boot(spec);
    List<QemuDevice> devices = DeclaredDevices.of(spec).devices();
    boolean plain = boot.ofTheProject() && installation.accelerator() == Accelerator.TCG;
    QemuMachine machine =
        new QemuMachine(
            MACHINE,
            plain ? PLAIN_CPU : installation.accelerator().bestCpu(),
            spec.memory(),
            spec.cpus(),
            boot.cmdline().orElse(null),
            (int) devices.stream().filter(QemuDevice.Disk.class::isInstance).count() + SPARE_PORTS,
            devices);
    StartMode start = spec.startPaused() ? StartMode.PAUSED : StartMode.RUNNING;
    Optional<QemuVm> started =
        mayStartQuickly(spec, boot, start) ? quickly(spec, machine, boot) : Optional.empty();
    return started.orElseGet(() -> launch(spec, machine, boot, List.of(), start));
  }

  /**
   * Whether the guest can start from a snapshot: a default guest without devices or arguments that
   * it could have detected during its boot, and with a serial login, so that the boot is not under
   * test. With several processors, QEMU 10.0 without KVM sometimes boots a guest with one stalled
   * processor; such a guest must not be stored.
   */
  private boolean mayStartQuickly(VmSpec spec, GuestBoot boot, StartMode start) {
    return startsQuickly
        && boot.tiny()
        && start == StartMode.RUNNING
        && spec.cpus() == 1
        && spec.access().login() == Login.SERIAL
        && DeclaredDevices.of(spec).devices().isEmpty()
        && arguments(spec, List.of()).isEmpty();
  }

  private Optional<QemuVm> quickly(VmSpec spec, QemuMachine machine, GuestBoot boot) {
    return quickStart.start(
        spec.name(),
        SnapshotKey.of(installation, machine, boot),
        (name, start) -> launch(spec.named(name), machine, boot, List.of(), start));
  }

  @Override
  public IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> more) {
    QemuMachine source = QemuMachine.of(machine);
    List<QemuDevice> devices = DeclaredDevices.of(spec).like(source.devices());
    QemuMachine wanted = source.with(devices);
    QemuVm vm = launch(spec, wanted, boot(spec), more, StartMode.INCOMING);
    ListeningPlace place = new ListeningPlace(context.migrationAddress(), context.migrationPorts());
    return QemuIncomingVm.of(vm, place, sampling.executor());
  }

  private QemuVm launch(
      VmSpec spec, QemuMachine machine, GuestBoot boot, List<String> more, StartMode start) {
    requireOpen(spec.name());
    RunDirectory directory = RunDirectory.named(context.runId(), context.host());
    String title = spec.name() + "-" + context.host() + "-" + context.runId();
    QemuCommandLine commandLine =
        new QemuCommandLine(
            installation, title, machine, boot, arguments(spec, more), directory, start);
    QemuLaunch launch =
        new QemuLaunch(
            spec.name(),
            directory,
            commandLine.arguments(),
            QemuCommandLine.sockets(),
            context.logDirectory().resolve(spec.name() + ".qemu.log"));
    QemuConnections connections =
        QemuConnections.open(
            launch,
            commandLine.boot().kind(),
            new SessionTimes(context.commandTimeout(), context.progressInterval()),
            settings.crashPatterns());
    connections.observedBy(context);
    try {
      QemuVm vm =
          QemuVm.of(
              connections,
              commandLine,
              login(spec, connections, commandLine),
              sampling,
              new BusyGuestWarning(installation.binary(), context::notice));
      register(vm);
      return vm;
    } catch (RuntimeException failed) {
      new Closer().add(connections).runAfter(failed);
      throw failed;
    }
  }

  /** Only this host's arguments: those of another host may suit only its own QEMU. */
  private List<String> arguments(VmSpec spec, List<String> more) {
    return Stream.of(
            GuestNetwork.arguments(spec, context.runId()),
            arguments.stream().map(spec.placeholders()::fill).toList(),
            spec.arguments(),
            more)
        .flatMap(List::stream)
        .toList();
  }

  private GuestLogin login(VmSpec spec, QemuConnections connections, QemuCommandLine commandLine) {
    return new GuestLogin(
        spec.access(), connections, commandLine.boot().tiny(), commandLine.incoming(), context);
  }

  /* A VM that starts while the driver closes is closed by the thread that started it. */
  private synchronized void register(QemuVm vm) {
    requireOpen(vm.name());
    vms.removeIf(QemuVm::isClosed);
    vms.add(vm);
  }

  private synchronized void requireOpen(String vm) {
    if (closed) {
      throw new VirtualMachineException(
          "Virtual machine [%s] must not start: the driver of host [%s] is closed"
              .formatted(vm, context.host()));
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    Closer closing = new Closer();
    vms.forEach(closing::add);
    closing.add(sampling.executor()::shutdownNow).run();
  }
}
