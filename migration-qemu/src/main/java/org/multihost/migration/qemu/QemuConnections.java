package org.multihost.migration.qemu;

import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.builtin.BuiltinGuest;
import org.multihost.migration.qemu.guest.console.ConsoleNotice;
import org.multihost.migration.qemu.guest.console.CrashPatterns;
import org.multihost.migration.qemu.guest.console.GuestPort;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.machine.GuestKind;
import org.multihost.migration.qemu.machine.QemuCommandLine;
import org.multihost.migration.qemu.machine.Screenshot;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.QemuCompanions;
import org.multihost.migration.qemu.process.QemuLaunch;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.spi.DriverContext;

/** A running QEMU process with its monitor, its two serial ports and its companions. */
record QemuConnections(
    QemuCompanions companions,
    QemuProcess process,
    QemuMonitor monitor,
    SerialConsole console,
    GuestPort port)
    implements AutoCloseable {

  private static final Duration FOR_START = Duration.ofSeconds(30);
  private static final Duration FOR_EXIT = Duration.ofSeconds(2);
  private static final Duration FOR_REASON = Duration.ofMillis(500);

  /**
   * Starts the companions, then QEMU, and waits for the monitor's greeting.
   *
   * @throws org.multihost.migration.VirtualMachineException if it fails; nothing is left then
   */
  public static QemuConnections open(
      QemuLaunch launch, GuestKind guest, SessionTimes times, CrashPatterns patterns) {
    QemuCompanions companions = QemuCompanions.start(launch.companions(), FOR_START);
    try {
      return open(companions, QemuProcess.start(launch), opener(guest, times), patterns);
    } catch (RuntimeException failed) {
      new Closer().add(companions).runAfter(failed);
      throw failed;
    }
  }

  private static QemuConnections open(
      QemuCompanions companions, QemuProcess process, PortOpener opener, CrashPatterns patterns) {
    Closer onFailure = new Closer();
    try {
      Map<String, SocketChannel> channels = process.accept(FOR_START);
      channels.values().forEach(onFailure::add);
      return connect(companions, process, channels, opener, patterns, onFailure);
    } catch (RuntimeException failed) {
      RuntimeException explained = explained(process, failed);
      onFailure.add(() -> process.end(() -> {})).runAfter(explained);
      throw explained;
    }
  }

  /** An opener of the second serial port. */
  @FunctionalInterface
  private interface PortOpener {
    GuestPort open(SerialLine line, SerialConsole console, Path log);
  }

  private static PortOpener opener(GuestKind guest, SessionTimes times) {
    return guest == GuestKind.BUILT_IN
        ? (line, console, log) -> BuiltinGuest.open(line, console, times.command())
        : (line, console, log) -> SerialSession.open(line, console, times, log);
  }

  private static QemuConnections connect(
      QemuCompanions companions,
      QemuProcess process,
      Map<String, SocketChannel> channels,
      PortOpener opener,
      CrashPatterns patterns,
      Closer onFailure) {
    String vm = process.launch().vm();
    SerialConsole console =
        SerialConsole.open(
            line(process, channel(channels, QemuCommandLine.CONSOLE)),
            log(process, QemuCommandLine.CONSOLE),
            patterns);
    onFailure.add(console);
    SerialLine second = line(process, channel(channels, QemuCommandLine.SESSION));
    GuestPort port = opener.open(second, console, log(process, QemuCommandLine.SESSION));
    onFailure.add(port);
    SocketChannel qmp = channel(channels, QemuCommandLine.QMP);
    QemuMonitor monitor = QemuMonitor.open(vm, qmp, FOR_START, log(process, QemuCommandLine.QMP));
    return new QemuConnections(companions, process, monitor, console, port);
  }

  /* If QEMU has exited, its output has the cause; the broken connection is only a consequence. */
  private static RuntimeException explained(QemuProcess process, RuntimeException failed) {
    if (!(failed instanceof QmpException)) {
      return failed;
    }
    process.awaitExit(FOR_EXIT);
    RuntimeException explained =
        process.failure("did not start", String.valueOf(failed.getMessage()));
    explained.addSuppressed(failed);
    return explained;
  }

  private static SerialLine line(QemuProcess process, SocketChannel channel) {
    return new SerialLine(process.launch().vm(), channel, () -> ending(process));
  }

  /** The connections end shortly before the process, whose exit is the reason. */
  private static String ending(QemuProcess process) {
    return process.awaitExit(FOR_REASON)
        ? "QEMU has ended with exit code [%d]".formatted(process.exitCode())
        : SerialLine.GONE;
  }

  private static SocketChannel channel(Map<String, SocketChannel> channels, String name) {
    return Objects.requireNonNull(channels.get(name), name);
  }

  private static Path log(QemuProcess process, String port) {
    return process.log().resolveSibling(process.launch().vm() + "." + port + ".log");
  }

  /**
   * Returns the shell in the guest.
   *
   * @throws GuestException if it is the built-in guest, which has none
   */
  public SerialSession session() {
    if (port instanceof SerialSession session) {
      return session;
    }
    throw new GuestException(
        "Virtual machine [%s] boots the built-in guest, which has no shell; declare @MigrateVm(guest = Guest.LINUX), or set [multihost.vm.%1$s.guest] to [linux]"
            .formatted(process.launch().vm()));
  }

  /** Returns the commands for the built-in guest; empty if the VM has another guest. */
  public Optional<BuiltinGuest> builtin() {
    return port instanceof BuiltinGuest guest ? Optional.of(guest) : Optional.empty();
  }

  /** Resets the VM. Commands for the built-in guest then wait until it has started again. */
  void reset() {
    qmp().execute("system_reset");
    builtin().ifPresent(BuiltinGuest::hasBeenReset);
  }

  /** Reports all events of QEMU, and the notices of the console, to the extension. */
  void observedBy(DriverContext context) {
    String vm = process.launch().vm();
    for (ConsoleNotice kind : ConsoleNotice.values()) {
      console.noticed(kind).thenAccept(message -> context.notice(kind.text(vm, message)));
    }
    qmp()
        .subscribe(event -> true)
        .forEach(
            event ->
                context.observed(vm, event.timestamp(), event.name(), event.data().toString()));
  }

  public QmpClient qmp() {
    return monitor.qmp();
  }

  /** Returns a picture of the VM's display that can be taken, beside the logs. */
  public Screenshot screenshot() {
    Path logs = Objects.requireNonNull(process.log().toAbsolutePath().getParent());
    return new Screenshot(process.launch().vm(), qmp(), logs);
  }

  /**
   * Returns the existing logs of QEMU's output, its companions, its monitor and its serial ports.
   */
  public List<Path> logs() {
    return Stream.concat(
            Stream.of(process.log()),
            Stream.concat(
                companions.logs().stream(),
                QemuCommandLine.sockets().stream().map(port -> log(process, port))))
        .filter(Files::exists)
        .toList();
  }

  /** Ends the QEMU process, then its companions, in bounded time. */
  @Override
  public void close() {
    new Closer()
        .add(() -> process.end(this::quit))
        .add(companions)
        .add(monitor)
        .add(port)
        .add(console)
        .run();
  }

  /** Requests the exit, by a signal if the test has closed the connection to the monitor. */
  private void quit() {
    if (qmp().isClosedHere()) {
      process.terminate();
    } else {
      qmp().send("quit", Map.of());
    }
  }
}
