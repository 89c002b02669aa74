package org.multihost.migration.qemu.guest;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.guest.session.SerialSession;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuLaunch;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;

/** A QEMU process with a tiny guest, its two serial ports and its monitor, driven by hand. */
final class TestMachine implements AutoCloseable {

  static final Duration BOOT = Duration.ofMinutes(5);
  static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache/multihost");

  private static final SessionTimes TIMES = new SessionTimes(BOOT, Duration.ofSeconds(1));
  private static final List<String> SOCKETS = List.of("monitor", "console", "session");

  private final QemuProcess process;
  private final QmpClient monitor;
  private final SerialConsole console;
  private final SerialSession session;

  private TestMachine(
      QemuProcess process, QmpClient monitor, SerialConsole console, SerialSession session) {
    this.process = process;
    this.monitor = monitor;
    this.console = console;
    this.session = session;
  }

  /** Starts QEMU; with {@code -incoming defer} if it is to take another's guest. */
  public static TestMachine start(List<String> qemu, Path directory, boolean incoming)
      throws IOException {
    Path logs = Files.createDirectories(directory);
    RunDirectory sockets = RunDirectory.named("test", "host");
    QemuProcess process =
        QemuProcess.start(
            new QemuLaunch(
                "vm1",
                sockets,
                command(qemu, sockets, incoming),
                SOCKETS,
                Map.of(),
                List.of(),
                logs.resolve("log")));
    Map<String, SocketChannel> connected = process.accept(BOOT);
    SerialConsole console =
        SerialConsole.open(
            new SerialLine("vm1", connected.get("console"), () -> SerialLine.GONE),
            logs.resolve("console.log"));
    return new TestMachine(
        process,
        QmpClient.open("vm1", connected.get("monitor"), BOOT),
        console,
        SerialSession.open(
            new SerialLine("vm1", connected.get("session"), () -> SerialLine.GONE),
            console,
            TIMES,
            logs.resolve("session.log")));
  }

  public SerialConsole console() {
    return console;
  }

  public SerialSession session() {
    return session;
  }

  /** Moves the guest to another machine, which was started for it. */
  void migrateTo(TestMachine destination) {
    Map<String, ?> events =
        Map.of("capabilities", List.of(Map.of("capability", "events", "state", true)));
    monitor.execute("migrate-set-capabilities", events);
    destination.monitor.execute("migrate-set-capabilities", events);
    destination.monitor.execute("migrate-incoming", Map.of("uri", "tcp:127.0.0.1:0"));
    String port =
        destination.monitor.execute("query-migrate").at("/socket-address/0/port").asText();
    Predicate<QmpEvent> ended =
        event -> event.text("status").filter(List.of("completed", "failed")::contains).isPresent();
    try (QmpSubscription sent = monitor.subscribe(QmpEvent.named("MIGRATION").and(ended));
        QmpSubscription resumed = destination.monitor.subscribe(QmpEvent.named("RESUME"))) {
      monitor.execute("migrate", Map.of("uri", "tcp:127.0.0.1:" + port));
      QmpEvent end = sent.take(BOOT, "the end of the migration");
      if (!end.text("status").equals(Optional.of("completed"))) {
        throw new AssertionError(end + ": " + monitor.execute("query-migrate"));
      }
      resumed.take(BOOT, "the guest at the destination");
    }
  }

  /** Ends the process; its ports close, as those of a source do after a migration. */
  public void kill() {
    process.kill();
    process.awaitExit(BOOT);
  }

  @Override
  public void close() throws IOException {
    kill();
    process.end(() -> {});
    session.close();
    console.close();
    monitor.close();
  }

  private static List<String> command(List<String> qemu, RunDirectory sockets, boolean incoming) {
    GuestPlaces places = GuestPlaces.of(HostSystem.current());
    TinyLinux guest = TinyLinux.locate(Optional.empty(), Optional.empty(), places, Firmware.BIOS);
    List<String> command = new ArrayList<>(qemu);
    command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    command.addAll(List.of("-machine", "q35", "-accel", "tcg", "-m", "256"));
    command.addAll(List.of("-kernel", guest.kernel().toString()));
    command.addAll(List.of("-initrd", guest.initramfs().toString()));
    command.addAll(List.of("-append", guest.cmdline()));
    for (String name : SOCKETS) {
      command.add("-chardev");
      command.add("socket,id=" + name + ",path=" + sockets.socket(name));
    }
    command.addAll(List.of("-mon", "chardev=monitor,mode=control"));
    command.addAll(List.of("-serial", "chardev:console", "-serial", "chardev:session"));
    command.addAll(incoming ? List.of("-incoming", "defer") : List.of());
    return command;
  }
}
