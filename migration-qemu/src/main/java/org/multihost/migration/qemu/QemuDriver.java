package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.builtin.BuiltinImage;
import org.multihost.migration.qemu.guest.cloud.CloudSeed;
import org.multihost.migration.qemu.guest.image.DefaultLinux;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.install.CompanionPrograms;
import org.multihost.migration.qemu.install.DoctorCommand;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuModels;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.install.UefiFirmware;
import org.multihost.migration.qemu.machine.DeclaredDevices;
import org.multihost.migration.qemu.machine.GuestBoot;
import org.multihost.migration.qemu.machine.GuestNetwork;
import org.multihost.migration.qemu.machine.MachineFamily;
import org.multihost.migration.qemu.machine.MachineOfSpec;
import org.multihost.migration.qemu.machine.PluggedNetworks;
import org.multihost.migration.qemu.machine.QemuCommandLine;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.machine.StartMode;
import org.multihost.migration.qemu.mirror.ArrivedDisks;
import org.multihost.migration.qemu.mirror.DiskCopies;
import org.multihost.migration.qemu.mirror.DiskExports;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.DaemonThread;
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

  private final DriverContext context;
  private final QemuSettings settings;
  private final HostSystem system;
  private final QemuInstallation installation;
  private final QemuModels models;
  private final List<String> arguments;
  private final ProgressSampling sampling;
  private final SnapshotBoot quickStart;
  private final boolean startsQuickly;
  private final Set<QemuVm> vms = ConcurrentHashMap.newKeySet();
  private final RawDisks rawDisks = new RawDisks();
  private final ArrivedDisks arrivedDisks = new ArrivedDisks();
  private final DefaultLinux linux;
  private boolean closed; // guarded by this

  private QemuDriver(
      DriverContext context,
      QemuSettings settings,
      HostSystem system,
      QemuInstallation installation,
      boolean startsQuickly) {
    this.context = context;
    this.settings = settings;
    this.system = system;
    this.installation = installation;
    this.models = QemuModels.of(installation);
    this.arguments = settings.arguments();
    this.sampling =
        new ProgressSampling(
            timer(context.host()), context.progressInterval(), context.momentInterval());
    GuestSnapshots guests = new GuestSnapshots(system.cache().resolve("booted"));
    this.quickStart = new SnapshotBoot(guests, context, sampling.executor());
    this.startsQuickly = startsQuickly;
    this.linux =
        new DefaultLinux(
            settings.path(QemuSettings.KERNEL),
            settings.path(QemuSettings.BUSYBOX),
            GuestPlaces.of(system));
  }

  /** Verifies the settings and selects a QEMU. */
  public static QemuDriver create(DriverContext context, HostSystem host) {
    QemuSettings settings = QemuSettings.of(context);
    settings.verify();
    HostSystem system = settings.guestsOf(host);
    QemuInstallation installation = QemuInstallation.select(settings, system);
    boolean startsQuickly = SnapshotBoot.isWanted(settings, installation.accelerator());
    return new QemuDriver(context, settings, system, installation, startsQuickly);
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
  public void verify(VmSpec declaredSpec) {
    VmSpec spec = DiskCopies.present(declaredSpec);
    try {
      MachineOfSpec declared = declared(spec);
      declared.verifyNames(models);
      declared.started(boot(spec, declared.type()), installation.accelerator());
      DeclaredDevices.of(spec).verifyFormats();
      CompanionPrograms.verify(spec, system);
      CloudSeed.of(spec, context);
      if (spec.drives().needsCopies()) {
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

  private MachineOfSpec declared(VmSpec spec) {
    Stream<String> settings = arguments.stream().map(spec.placeholders()::fill);
    return MachineOfSpec.of(
        system.ofGuests(), spec, Stream.concat(settings, spec.arguments().stream()).toList());
  }

  private GuestBoot boot(VmSpec spec, String type) {
    return GuestBoot.of(
        spec,
        MachineFamily.of(type),
        new GuestBoot.Parts(
            system.ofGuests(),
            () -> linux.guest(spec.access().login() == Login.SSH, spec.firmware()),
            () -> BuiltinImage.file(GuestPlaces.of(system)),
            () -> UefiFirmware.find(system, type)));
  }

  @Override
  public LocalVm start(VmSpec declaredSpec) {
    VmSpec spec = arrivedDisks.last(declaredSpec);
    MachineOfSpec declared = declared(spec);
    GuestBoot boot = boot(spec, declared.type());
    QemuMachine machine = declared.started(boot, installation.accelerator());
    rawDisks.start(spec);
    StartMode start = spec.startPaused() ? StartMode.PAUSED : StartMode.RUNNING;
    Optional<QemuVm> started =
        mayStartQuickly(declared, boot, start) ? quickly(spec, machine, boot) : Optional.empty();
    return started.orElseGet(() -> launch(spec, machine, boot, List.of(), start));
  }

  /**
   * Whether the guest can start from a snapshot: a default guest without devices or arguments that
   * it could have detected during its boot, and with a serial login, so that the boot is not under
   * test. With several processors, QEMU 10.0 without KVM sometimes boots a guest with one stalled
   * processor; such a guest must not be stored.
   */
  private boolean mayStartQuickly(MachineOfSpec declared, GuestBoot boot, StartMode start) {
    VmSpec spec = declared.spec();
    return startsQuickly
        && boot.tiny()
        && boot.firmware().isEmpty()
        && start == StartMode.RUNNING
        && spec.cpus() == 1
        && spec.access().login() == Login.SERIAL
        && !spec.access().network()
        && DeclaredDevices.of(spec).devices().isEmpty()
        && declared.arguments().isEmpty()
        && spec.companions().isEmpty();
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
    arrivedDisks.coming(spec, source);
    DiskCopies copies = DiskCopies.make(spec, source, system);
    try {
      return receiving(copies, more);
    } catch (RuntimeException failed) {
      new Closer().add(copies::discard).runAfter(failed);
      throw failed;
    }
  }

  private IncomingVm receiving(DiskCopies copies, List<String> more) {
    VmSpec spec = copies.spec();
    QemuMachine wanted = declared(spec).like(copies.source());
    QemuVm vm = launch(spec, wanted, boot(spec, wanted.type()), more, StartMode.INCOMING);
    DiskExports disks = new DiskExports(vm.name(), vm.qmp(), wanted.mirroredDisks());
    ListeningPlace place = new ListeningPlace(context.migrationAddress(), context.migrationPorts());
    QemuIncomingVm incoming = QemuIncomingVm.of(vm, disks, place, sampling.executor());
    incoming.closedWithoutGuest(copies::discard);
    return incoming;
  }

  private QemuVm launch(
      VmSpec spec, QemuMachine machine, GuestBoot boot, List<String> more, StartMode start) {
    requireOpen(spec.name());
    CloudSeed.of(spec, context).ifPresent(seed -> seed.writeTo(CloudSeed.file(spec)));
    RunDirectory directory = RunDirectory.named(context.runId(), context.host());
    String title = spec.name() + "-" + context.host() + "-" + context.runId();
    QemuCommandLine commandLine =
        new QemuCommandLine(
            installation, title, machine, boot, arguments(spec, machine, more), directory, start);
    QemuConnections connections =
        QemuConnections.open(
            commandLine.launch(CompanionPrograms.located(spec, system), context.logDirectory()),
            commandLine.boot().kind(),
            new SessionTimes(context.commandTimeout(), context.progressInterval()),
            settings.crashPatterns());
    connections.observedBy(context);
    try {
      if (commandLine.incoming()) {
        PluggedNetworks.of(machine).removePlaceholders(connections.qmp());
      }
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
  private List<String> arguments(VmSpec spec, QemuMachine machine, List<String> more) {
    return Stream.of(
            GuestNetwork.arguments(spec, machine, context.runId()),
            declared(spec).arguments(),
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
