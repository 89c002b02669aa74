package org.multihost.migration.qemu.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real agent script, run by this machine's busybox instead of a guest's. */
final class AgentProcess implements AutoCloseable {

  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  static AgentProcess start(Path directory) throws IOException {
    Path script = directory.resolve("agent");
    try (InputStream resource = InitramfsArchive.class.getResourceAsStream("agent")) {
      Files.write(script, resource.readAllBytes());
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/busybox", "sh", script.toString());
    builder.environment().put("MULTIHOST_RUN", directory.resolve("run").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new AgentProcess(builder.start());
  }

  /** Connects a channel to the agent's standard input and output, until one of them ends. */
  void connect(SocketChannel guest) {
    copy("from-agent", process.getInputStream(), Channels.newOutputStream(guest));
    copy("to-agent", Channels.newInputStream(guest), process.getOutputStream());
  }

  /** Writes to the agent what its session did not. */
  void disturb(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private static void copy(String name, InputStream from, OutputStream to) {
    Thread thread =
        new Thread(
            () -> {
              try {
                byte[] buffer = new byte[8192];
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                  to.write(buffer, 0, n);
                  to.flush();
                }
              } catch (IOException ended) {
                // The test closed one of them.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
