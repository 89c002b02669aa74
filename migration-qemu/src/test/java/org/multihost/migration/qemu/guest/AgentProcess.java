package org.multihost.migration.qemu.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.qemu.guest.image.TinyLinux;

/** The real agent script, run by this machine's busybox instead of a guest's. */
final class AgentProcess implements AutoCloseable {

  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  public static AgentProcess start(Path directory) throws IOException {
    Path script = directory.resolve("agent");
    try (InputStream resource = TinyLinux.class.getResourceAsStream("agent")) {
      Files.write(script, resource.readAllBytes());
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/busybox", "sh", script.toString());
    builder.environment().put("MULTIHOST_RUN", directory.resolve("run").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new AgentProcess(builder.start());
  }

  /** Connects a channel to the agent's standard input and output, until one of them ends. */
  public void connect(SocketChannel guest) {
    // No stream over the channel: reading one would keep the other from writing.
    copy("from-agent", Channels.newChannel(process.getInputStream()), guest);
    copy("to-agent", guest, Channels.newChannel(process.getOutputStream()));
  }

  /** The processes that it has started and still are its children. */
  public List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Writes to the agent what its session did not. */
  void disturb(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private void copy(String name, ReadableByteChannel from, WritableByteChannel to) {
    Thread thread = new Thread(() -> copy(from, to), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void copy(ReadableByteChannel from, WritableByteChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        process.getOutputStream().flush();
      }
    } catch (IOException ended) {
      // The test closed one of them.
    }
  }

  @Override
  public void close() throws IOException {
    // What it runs is not its child; only the agent itself can end that.
    disturb("\nS end\n");
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
