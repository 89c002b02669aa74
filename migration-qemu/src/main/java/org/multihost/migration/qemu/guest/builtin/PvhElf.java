package org.multihost.migration.qemu.guest.builtin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An ELF file with one segment and the note by which a hypervisor finds the entry of the PVH
 * protocol: QEMU's {@code -kernel} boots it. See the ELF-64 object file format, and Xen's {@code
 * docs/misc/pvh.pandoc}.
 */
final class PvhElf {

  private static final int HEADER_SIZE = 64;
  private static final int SEGMENT_SIZE = 56;
  private static final int EXECUTABLE = 2;
  private static final int X86_64 = 62;
  private static final int LOAD = 1;
  private static final int NOTE = 4;
  private static final int ALL_RIGHTS = 7;
  private static final int PHYS32_ENTRY = 18;
  private static final int NOTE_SIZE = 24;
  private static final int NOTE_OFFSET = HEADER_SIZE + 2 * SEGMENT_SIZE;

  private PvhElf() {}

  /** Returns the file of a program. */
  static byte[] of(GuestProgram.Image program) {
    ByteBuffer file =
        ByteBuffer.allocate(GuestLayout.PAGE + program.bytes().length)
            .order(ByteOrder.LITTLE_ENDIAN);
    header(file, program.entry());
    segment(file, LOAD, GuestLayout.PAGE, GuestLayout.PROGRAM, program.bytes().length);
    segment(file, NOTE, NOTE_OFFSET, 0, NOTE_SIZE);
    file.putInt(4).putInt(Long.BYTES).putInt(PHYS32_ENTRY);
    file.put("Xen\0".getBytes(US_ASCII)).putLong(program.entry());
    file.position(GuestLayout.PAGE).put(program.bytes());
    return file.array();
  }

  private static void header(ByteBuffer file, int entry) {
    file.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) EXECUTABLE).putShort((short) X86_64).putInt(1);
    file.putLong(entry).putLong(HEADER_SIZE).putLong(0).putInt(0);
    file.putShort((short) HEADER_SIZE).putShort((short) SEGMENT_SIZE).putShort((short) 2);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(ByteBuffer file, int type, int offset, int address, int size) {
    file.putInt(type).putInt(ALL_RIGHTS).putLong(offset).putLong(address).putLong(address);
    file.putLong(size).putLong(size).putLong(type == LOAD ? GuestLayout.PAGE : Integer.BYTES);
  }
}
