package org.multihost.migration.internal.scenario.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.spi.text.PortRange;

/**
 * The free TCP ports that this process reserves for VMs, until they are released or the process
 * ends. Each reserved port is a locked byte of a file that all processes of this user share, so
 * that two hosts on one computer never reserve the same one. The operating system gives none of
 * them to anybody else who asks for any free port. Safe for use by several threads.
 */
public final class HostPorts implements AutoCloseable {

  /** The lowest port that may be reserved; many services have one below. */
  private static final int LOWEST = 10_000;

  private static final PortRange USUAL_EPHEMERAL = new PortRange(32_768, 60_999);

  private final Path file;
  private @Nullable FileChannel locks; // guarded by this

  /** Creates the ports of a process that has reserved none. */
  public HostPorts() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  HostPorts(Path directory) {
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
    file = directory.resolve("multihost-ports-" + user + ".lock");
  }

  /** A reserved port; closing it releases it. */
  record Reserved(int port, FileLock lock) implements AutoCloseable {
    @Override
    public void close() {
      try {
        lock.release();
      } catch (IOException failed) {
        throw new UncheckedIOException("Port [" + port + "] cannot be released", failed);
      }
    }
  }

  /**
   * Reserves a port.
   *
   * @param streams the ports for migration streams, of which none is reserved
   */
  synchronized Reserved reserve(PortRange streams) {
    List<Integer> candidates = candidates(streams, ephemeral());
    int start = ThreadLocalRandom.current().nextInt(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Reserved reserved = tryReserve(candidates.get((start + i) % candidates.size()));
      if (reserved != null) {
        return reserved;
      }
    }
    throw new MultihostException(
        "No port is free on this computer, of %d from %d on".formatted(candidates.size(), LOWEST));
  }

  /** Returns the ports that no program gets which asks for any free port, if there are some. */
  static List<Integer> candidates(PortRange streams, PortRange ephemeral) {
    List<Integer> candidates = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int port = LOWEST; port <= 65_535; port++) {
      if (!contains(streams, port)) {
        (contains(ephemeral, port) ? others : candidates).add(port);
      }
    }
    return candidates.isEmpty() ? others : candidates;
  }

  private static boolean contains(PortRange range, int port) {
    return !range.isAny() && range.first() <= port && port <= range.last();
  }

  private static PortRange ephemeral() {
    try {
      String[] range =
          Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).strip().split("\\s+");
      return new PortRange(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    } catch (IOException | RuntimeException notLinux) {
      return USUAL_EPHEMERAL;
    }
  }

  private @Nullable Reserved tryReserve(int port) {
    try {
      FileLock lock = locks().tryLock(port, 1, false);
      if (lock == null) {
        return null; // another process has it
      }
      if (isFree(port)) {
        return new Reserved(port, lock);
      }
      lock.release();
      return null;
    } catch (OverlappingFileLockException ours) {
      return null;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "Ports cannot be reserved with the file [" + file + "]", failed);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Returns the open file. It stays open: closing it would release every lock of this process. */
  private synchronized FileChannel locks() throws IOException {
    if (locks == null) {
      locks = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return locks;
  }

  @Override
  public synchronized void close() {
    try {
      if (locks != null) {
        locks.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("The file [" + file + "] cannot be closed", failed);
    }
  }
}
