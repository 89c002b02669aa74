package org.multihost.migration.internal.scenario.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.spi.text.PortRange;

/**
 * The values of the placeholders in the texts of the VMs of one test, or of one class, on this
 * host. A directory is made, and a port is reserved, when its placeholder is first filled in; all
 * are gone after {@link #end}. Safe for use by several threads.
 */
public final class HostValues implements AutoCloseable {

  /** Above this length of the parent directory, paths of sockets in a directory may be too long. */
  private static final int LONGEST_PARENT = 30;

  private final Place place;
  private final Map<String, HostPorts.Reserved> ports = new HashMap<>(); // guarded by this
  private @Nullable OwnedDirectory directory; // guarded by this

  /**
   * The place of the values.
   *
   * @param directories the directories of this run
   * @param ports the ports of this process
   * @param streams the ports for migration streams
   */
  public record Place(
      String host, OwnedDirectories.OfRun directories, HostPorts ports, PortRange streams) {}

  /** Creates values of which none is made yet. */
  public HostValues(Place place) {
    this.place = place;
  }

  /**
   * Returns the values for one VM.
   *
   * @param arguments returns an argument of the invocation by its name
   */
  public PlaceholderValues of(String vm, UnaryOperator<String> arguments) {
    return placeholder ->
        Optional.of(
            switch (placeholder.word()) {
              case HOST -> place.host();
              case VM -> vm;
              case DIR -> directory(vm).toString();
              case PORT -> String.valueOf(port(vm + ":" + placeholder.name()));
              case ARG -> arguments.apply(placeholder.name());
            });
  }

  private synchronized int port(String name) {
    return ports.computeIfAbsent(name, n -> place.ports().reserve(place.streams())).port();
  }

  private synchronized Path directory(String vm) {
    Path path = ownDirectory().path().resolve(vm);
    try {
      return Files.createDirectories(path);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot make the directory [" + path + "]", failed);
    }
  }

  private synchronized OwnedDirectory ownDirectory() {
    if (directory == null) {
      Path parent = parent(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
      directory = place.directories().create(parent, "the VMs of a test");
    }
    return directory;
  }

  /** Returns the parent of the directory; the path of a Unix-domain socket must be short. */
  private static Path parent(Path preferred) {
    Path shorter = Path.of("/tmp");
    return preferred.toString().length() > LONGEST_PARENT && Files.isWritable(shorter)
        ? shorter
        : preferred;
  }

  /**
   * Releases the ports and removes the directories.
   *
   * @param kept whether the directories are kept, because the test has failed
   */
  public synchronized void end(boolean kept, HostConsole console) {
    if (directory != null && kept) {
      directory.keep();
      console.say(
          "The test has failed: the directories of its virtual machines are kept in [%1$s]; remove them with [rm -r %1$s]"
              .formatted(directory.path()));
      directory = null;
    }
    close();
  }

  /** Releases the ports and removes the directories. */
  @Override
  public synchronized void close() {
    ports.values().forEach(HostPorts.Reserved::close);
    ports.clear();
    OwnedDirectory made = directory;
    directory = null;
    if (made != null) {
      made.close();
    }
  }
}
