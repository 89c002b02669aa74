package org.multihost.migration.qemu.snapshot;

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

/**
 * The guests in the cache that have booted, one for each kind of machine. Safe for use by several
 * processes at once.
 *
 * @param directory need not exist yet
 */
public record GuestSnapshots(Path directory) {

  /** A hundred megabytes each, or so. */
  private static final int MOST = 12;

  /** Boots a guest and saves it. */
  @FunctionalInterface
  public interface Maker {

    /**
     * Saves the state.
     *
     * @param state where to, in the guest's directory; does not exist yet
     * @return what the guest has written to its console
     */
    String save(Path state) throws IOException, InterruptedException;
  }

  /**
   * The guest of that name; if there is none, it is made.
   *
   * @param name of letters and digits
   * @return nothing while somebody else makes it: whoever would wait for that boots faster
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
      // Somebody may have been faster between the first look and the lock.
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

  /** Those that were not used for longest; whoever reads one of them now still can. */
  private void removeOldest() throws IOException {
    Map<GuestSnapshot, Instant> lastUse = new HashMap<>();
    for (GuestSnapshot guest : all()) {
      try {
        lastUse.put(guest, guest.lastUse());
      } catch (NoSuchFileException unfinished) {
        // somebody makes it now, or has discarded it
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
