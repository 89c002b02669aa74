package org.multihost.migration.qemu.snapshot;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The cache of booted guests, one snapshot for each kind of VM. Safe for use by several processes
 * at once.
 *
 * @param directory need not exist yet
 */
@API(status = INTERNAL)
public record GuestSnapshots(Path directory) {

  /** About a hundred megabytes each. */
  private static final int MOST = 12;

  /** A creator of snapshots, which boots a guest and saves it. */
  @FunctionalInterface
  public interface Maker {

    /**
     * Saves the state.
     *
     * @param state the target, in the snapshot's directory; does not exist yet
     * @return the guest's console output so far
     */
    String save(Path state) throws IOException, InterruptedException;
  }

  /**
   * Returns the snapshot with this name; creates it if there is none.
   *
   * @param name of letters and digits
   * @return empty while another thread or process creates it: a boot is faster than that wait
   */
  public Optional<GuestSnapshot> get(String name, Maker maker)
      throws IOException, InterruptedException {
    GuestSnapshot guest = new GuestSnapshot(directory.resolve(name));
    if (!guest.exists() && !made(guest, maker)) {
      return Optional.empty();
    }
    guest.used();
    return Optional.of(guest);
  }

  private boolean made(GuestSnapshot guest, Maker maker) throws IOException, InterruptedException {
    Files.createDirectories(guest.directory());
    Path lockFile = guest.directory().resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return false;
      }
      // Another process may have created it between the first check and the lock.
      if (!guest.exists()) {
        make(guest, maker);
      }
      return true;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      return false;
    }
  }

  private void make(GuestSnapshot guest, Maker maker) throws IOException, InterruptedException {
    Path unfinished = guest.directory().resolve("state.new");
    Files.deleteIfExists(unfinished);
    try {
      Files.writeString(guest.console(), maker.save(unfinished));
      Files.move(unfinished, guest.state(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    removeOldest();
  }

  /**
   * Removes the least recently used snapshots; a process that is reading one of them can continue.
   */
  private void removeOldest() throws IOException {
    Map<GuestSnapshot, Instant> lastUse = new HashMap<>();
    for (GuestSnapshot guest : all()) {
      try {
        lastUse.put(guest, guest.lastUse());
      } catch (NoSuchFileException unfinished) {
        // being created now, or discarded
      }
    }
    List<GuestSnapshot> oldestFirst = new ArrayList<>(lastUse.keySet());
    oldestFirst.sort(Comparator.comparing(lastUse::get));
    for (GuestSnapshot guest : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - MOST))) {
      guest.discard();
    }
  }

  private List<GuestSnapshot> all() throws IOException {
    try (Stream<Path> directories = Files.list(directory)) {
      return directories.map(GuestSnapshot::new).toList();
    }
  }
}
