package org.multihost.migration.qemu.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A QEMU process with a tiny guest, its two serial ports and its monitor, driven by hand. */
final class TestMachine implements AutoCloseable {

  static final Duration BOOT = Duration.ofMinutes(5);
  static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache/multihost");

  private final Process process;
  private final SocketChannel monitor;
  private final BufferedReader fromMonitor;
  private final SerialConsole console;
  private final SerialSession session;

  private TestMachine(
      Process process, SocketChannel monitor, SerialConsole console, SerialSession session) {
    this.process = process;
    this.monitor = monitor;
    this.fromMonitor = new BufferedReader(Channels.newReader(monitor, UTF_8));
    this.console = console;
    this.session = session;
  }

  /** Starts QEMU; with {@code -incoming defer} if it is to take another's guest. */
  static TestMachine start(List<String> qemu, Path directory, boolean incoming) throws IOException {
    Files.createDirectories(directory);
    Path sockets = Files.createTempDirectory("mh");
    try (ServerSocketChannel monitor = listen(sockets.resolve("m"));
        ServerSocketChannel console = listen(sockets.resolve("c"));
        ServerSocketChannel port = listen(sockets.resolve("s"))) {
      Process process =
          new ProcessBuilder(command(qemu, sockets, incoming))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("qemu.log").toFile())
              .start();
      SerialConsole opened =
          SerialConsole.open("vm1", console.accept(), directory.resolve("console.log"));
      SerialSession session =
          SerialSession.open("vm1", port.accept(), opened, BOOT, directory.resolve("session.log"));
      TestMachine machine = new TestMachine(process, monitor.accept(), opened, session);
      machine.awaitLine("\"QMP\"");
      machine.execute("{\"execute\":\"qmp_capabilities\"}");
      return machine;
    } finally {
      for (String name : List.of("m", "c", "s")) {
        Files.deleteIfExists(sockets.resolve(name));
      }
      Files.delete(sockets);
    }
  }

  SerialConsole console() {
    return console;
  }

  SerialSession session() {
    return session;
  }

  /** Moves the guest to another machine, which was started for it. */
  void migrateTo(TestMachine destination) throws IOException {
    String events =
        "{\"execute\":\"migrate-set-capabilities\",\"arguments\":{\"capabilities\":[{\"capability\":\"events\",\"state\":true}]}}";
    execute(events);
    destination.execute(events);
    destination.execute(
        "{\"execute\":\"migrate-incoming\",\"arguments\":{\"uri\":\"tcp:127.0.0.1:0\"}}");
    String port =
        destination
            .execute("{\"execute\":\"query-migrate\"}")
            .replaceFirst(".*\"port\": *\"(\\d+)\".*", "$1");
    execute("{\"execute\":\"migrate\",\"arguments\":{\"uri\":\"tcp:127.0.0.1:" + port + "\"}}");
    awaitLine("\"completed\"");
    destination.awaitLine("\"RESUME\"");
  }

  /** Ends the process; its ports close, as those of a source do after a migration. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    session.close();
    console.close();
    monitor.close();
  }

  private String execute(String request) throws IOException {
    monitor.write(ByteBuffer.wrap((request + "\n").getBytes(UTF_8)));
    return awaitLine("\"return\"");
  }

  private String awaitLine(String expected) throws IOException {
    for (String line = fromMonitor.readLine(); line != null; line = fromMonitor.readLine()) {
      if (line.contains(expected)) {
        return line;
      }
      if (line.contains("\"error\"") || line.contains("\"failed\"")) {
        throw new IOException("Expected " + expected + " of QEMU, found " + line);
      }
    }
    throw new IOException("QEMU ended before it said " + expected);
  }

  private static List<String> command(List<String> qemu, Path sockets, boolean incoming) {
    TinyLinux guest = TinyLinux.locate(Optional.empty(), Optional.empty(), CACHE);
    List<String> command = new ArrayList<>(qemu);
    command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    command.addAll(List.of("-machine", "q35", "-accel", "tcg", "-m", "256"));
    command.addAll(List.of("-kernel", guest.kernel().toString()));
    command.addAll(List.of("-initrd", guest.initramfs().toString()));
    command.addAll(List.of("-append", guest.cmdline()));
    for (String name : List.of("m", "c", "s")) {
      command.add("-chardev");
      command.add("socket,id=" + name + ",path=" + sockets.resolve(name));
    }
    command.addAll(List.of("-mon", "chardev=m,mode=control"));
    command.addAll(List.of("-serial", "chardev:c", "-serial", "chardev:s"));
    command.addAll(incoming ? List.of("-incoming", "defer") : List.of());
    return command;
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(path));
  }
}
