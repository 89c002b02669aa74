package org.multihost.migration.qemu.memory;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.GuestMemory;

/**
 * The memory of a stopped guest, read from the memory of its QEMU, {@code /proc/<pid>/mem}. So it
 * does not matter how the memory is declared, and the VM is the same with and without a
 * verification. Where the system does not allow that, QEMU itself writes the memory to a file.
 */
@API(status = INTERNAL)
public final class QemuMemory implements GuestMemory {

  private static final Pattern HOST_ADDRESS = Pattern.compile("is 0x([0-9a-f]+)");

  private final QemuProcess process;
  private final QmpClient qmp;
  private final Path memory;
  private final List<Range> ranges;

  /** The host's addresses of the ranges, by the guest's. */
  private final TreeMap<Long, Long> places = new TreeMap<>();

  private QemuMemory(QemuProcess process, QmpClient qmp, Path memory, List<Range> ranges) {
    this.process = process;
    this.qmp = qmp;
    this.memory = memory;
    this.ranges = ranges;
  }

  /**
   * Finds the memory of a QEMU.
   *
   * @throws VirtualMachineException if QEMU does not say where it is
   */
  public static QemuMemory of(QemuProcess process, QmpClient qmp) {
    return of(process, qmp, Path.of("/proc", Long.toString(process.pid()), "mem"));
  }

  /**
   * @param memory the file of QEMU's memory; if it cannot be read, QEMU writes the guest's
   */
  static QemuMemory of(QemuProcess process, QmpClient qmp, Path memory) {
    List<Range> ranges = MemoryMap.parse(qmp.executeForText("info mtree -f"));
    QemuMemory found = new QemuMemory(process, qmp, memory, ranges);
    for (Range range : ranges) {
      String answer = qmp.executeForText("gpa2hva 0x" + Long.toHexString(range.address()));
      Matcher place = HOST_ADDRESS.matcher(answer);
      if (!place.find()) {
        throw found.failure(
            "QEMU does not say where it has [%s]: %s".formatted(range, answer), null);
      }
      found.places.put(range.address(), Long.parseUnsignedLong(place.group(1), 16));
    }
    if (ranges.isEmpty()) {
      throw found.failure("QEMU's map of it has none", null);
    }
    return found;
  }

  @Override
  public List<Range> ranges() {
    return ranges;
  }

  @Override
  public void read(long address, ByteBuffer into) {
    Map.Entry<Long, Long> range = places.floorEntry(address);
    long place = range.getValue() + address - range.getKey();
    int begin = into.position();
    try (FileChannel file = FileChannel.open(memory)) {
      fill(into, file, place);
    } catch (IOException refused) {
      written(address, into.position(begin), refused);
    }
  }

  private static void fill(ByteBuffer into, FileChannel file, long from) throws IOException {
    long place = from;
    while (into.hasRemaining()) {
      int count = file.read(into, place);
      if (count < 0) {
        throw new IOException("it ends at [0x%x]".formatted(place));
      }
      place += count;
    }
  }

  /** Lets QEMU write the part to a file in the directory of its sockets. */
  private void written(long address, ByteBuffer into, IOException refused) {
    Path file = process.launch().directory().path().resolve("memory");
    try {
      qmp.execute(
          "pmemsave",
          Map.of("val", address, "size", into.remaining(), "filename", file.toString()));
      try (FileChannel saved = FileChannel.open(file)) {
        fill(into, saved, 0);
      } finally {
        Files.delete(file);
      }
    } catch (IOException unreadable) {
      unreadable.addSuppressed(refused);
      throw failure("neither QEMU's memory nor a file of it can be read", unreadable);
    }
  }

  private VirtualMachineException failure(String why, @Nullable Throwable cause) {
    return new VirtualMachineException(
        "The memory of virtual machine [%s] cannot be read: %s"
            .formatted(process.launch().vm(), why),
        cause);
  }
}
