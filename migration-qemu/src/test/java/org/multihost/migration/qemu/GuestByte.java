package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;

/** A byte of a guest's memory, changed behind its back and QEMU's. */
public final class GuestByte {

  private GuestByte() {}

  /** Changes one bit of the byte at that address of the guest. */
  public static void flip(QmpClient qmp, QemuProcess process, long address) {
    String line = "gpa2hva 0x" + Long.toHexString(address);
    String answer =
        qmp.execute("human-monitor-command", Map.of("command-line", line)).asText().strip();
    long place = Long.decode(answer.substring(answer.lastIndexOf(' ') + 1));
    Path memory = Path.of("/proc", Long.toString(process.pid()), "mem");
    ByteBuffer one = ByteBuffer.allocate(1);
    try (FileChannel file =
        FileChannel.open(memory, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.read(one, place);
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      file.write(one, place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
