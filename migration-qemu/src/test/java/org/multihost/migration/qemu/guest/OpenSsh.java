package org.multihost.migration.qemu.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.qemu.install.HostSystem;

/**
 * OpenSSH of the distribution: its server, its agent and its keys. The server has an account file
 * of its own, in a mount namespace; it ends with this JVM, whose pipe it reads.
 */
public final class OpenSsh implements AutoCloseable {

  public static final String USER = "tester";
  public static final String PASSWORD = "sesame";

  /** What {@code openssl passwd -6 -salt multihost sesame} prints. */
  private static final String HASH =
      "$6$multihost$O3M0CeVjQ.iEAnHVfLswwAmb5OneNZYx2dNYuEMVzoegSCjVW5P43S8/VJdFVqj1YKvWNvaI7z/y.ShZZi7ka1";

  private static final String ACCOUNTS =
      "mount -t tmpfs run /run && mkdir /run/sshd && for f in passwd shadow group; do mount --bind $1/$f /etc/$f || exit; done; ";
  private static final String SERVER =
      ACCOUNTS + "$2/usr/sbin/sshd -D -e -f $1/sshd_config & cat >/dev/null; kill $!";

  private static final Path ROOT = HostSystem.current().cache().resolve("openssh");

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final int port;

  /** Starts the server, with its files in an empty directory. */
  public OpenSsh(Path directory) throws IOException {
    this.directory = directory;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path host = key("host", "-t", "ed25519", "-N", "");
    key("ca", "-t", "ed25519", "-N", "");
    port = freePort();
    write(
        "passwd",
        "root:x:0:0::/root:/bin/sh",
        "sshd:x:100:65534::/run/sshd:/bin/false",
        USER + ":x:61234:61234::/:/bin/sh");
    write("shadow", "root:*:1::::::", "sshd:*:1::::::", USER + ":" + HASH + ":1::::::");
    write("group", "root:x:0:", "nogroup:x:65534:", USER + ":x:61234:");
    write("authorized_keys");
    write(
        "sshd_config",
        "Port " + port,
        "ListenAddress 127.0.0.1",
        "HostKey " + host,
        "PidFile none",
        "UsePAM no",
        "StrictModes no",
        "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
        "TrustedUserCAKeys " + directory.resolve("ca.pub"));
    awaitLine(
        kept("unshare", "-m", "sh", "-c", SERVER, "sh", directory.toString(), ROOT.toString()),
        "Server listening on 127.0.0.1 port " + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  /** Makes a key in the server's directory, with these arguments of {@code ssh-keygen}. */
  public Path key(String name, String... arguments) throws IOException {
    return newKey(directory.resolve(name), arguments);
  }

  /** Makes a key with these arguments of {@code ssh-keygen}; returns the private key's file. */
  public static Path newKey(Path file, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString()));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
    return file;
  }

  /** Makes a certificate for a key, by the authority that the server trusts. */
  public void certify(Path key, String user, String validity) throws IOException {
    run(
        "ssh-keygen",
        "-q",
        "-s",
        directory.resolve("ca").toString(),
        "-I",
        "of the test",
        "-n",
        user,
        "-V",
        validity,
        key + ".pub");
  }

  /** Has the server accept a key. */
  public Path authorize(Path key) throws IOException {
    write("authorized_keys", Files.readString(Path.of(key + ".pub")));
    return key;
  }

  /** Starts an agent with these keys; returns its socket. */
  public Path agent(Path... keys) throws IOException {
    Path socket = directory.resolve("agent");
    awaitLine(kept("ssh-agent", "-D", "-a", socket.toString()), "SSH_AUTH_SOCK=");
    for (Path key : keys) {
      run("env", "SSH_AUTH_SOCK=" + socket, program("ssh-add"), "-q", key.toString());
    }
    return socket;
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private static String program(String name) {
    return name.startsWith("ssh-") ? ROOT.resolve("usr/bin").resolve(name).toString() : name;
  }

  private Process kept(String... command) throws IOException {
    Process process = start(command);
    processes.add(process);
    return process;
  }

  private static Process start(String... command) throws IOException {
    command[0] = program(command[0]);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    try (var libraries = Files.walk(ROOT.resolve("usr/lib"))) {
      libraries
          .filter(file -> file.getFileName().toString().startsWith("libwrap.so"))
          .findFirst()
          .ifPresent(
              file ->
                  builder.environment().put("LD_LIBRARY_PATH", String.valueOf(file.getParent())));
    }
    return builder.start();
  }

  private static void run(String... command) throws IOException {
    Process process = start(command);
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(List.of(command) + ": " + output);
    }
  }

  private static void awaitLine(Process process, String expected) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      read.append(line).append('\n');
      if (line.contains(expected)) {
        drain(output);
        return;
      }
    }
    throw new IOException("There is no [" + expected + "] in: " + read);
  }

  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "openssh-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** The server's shell ends it when the pipe is closed. */
  @Override
  public void close() {
    for (Process process : processes) {
      try {
        process.getOutputStream().close();
        if (process.info().command().filter(it -> it.endsWith("ssh-agent")).isPresent()) {
          process.destroy();
        }
        process.waitFor(20, TimeUnit.SECONDS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
