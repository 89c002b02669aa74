package org.multihost.migration.qemu.guest.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A file system of ISO 9660 with some files in its root directory, and with the Joliet names of
 * them. It has no times and no owners, so that the same files always give the same bytes.
 *
 * <p>Layout and fields are those of ECMA-119, third edition, and of the Joliet specification of
 * 1995.
 *
 * @param label the name of the volume, in capital letters
 * @param files the contents by their names
 */
record IsoImage(String label, SortedMap<String, byte[]> files) {

  private static final int SECTOR = 2048;
  private static final int FIRST_DESCRIPTOR = 16;
  private static final int PATHS = 19;
  private static final int DIRECTORIES = 23;
  private static final int FILES = 25;

  /** The size is a multiple of it, so that it seldom depends on the content. */
  private static final int UNIT = 1 << 20;

  /** A set of names: the primary one of each volume, or that of Joliet. */
  private enum Names {
    PRIMARY(1, ISO_8859_1),
    JOLIET(2, UTF_16BE);

    private final int type;
    private final Charset charset;

    Names(int type, Charset charset) {
      this.type = type;
      this.charset = charset;
    }

    private byte[] of(String file) {
      return this == JOLIET
          ? file.getBytes(charset)
          : (file.toUpperCase(Locale.ROOT) + ".;1").getBytes(charset);
    }
  }

  byte[] bytes() {
    int content = files.values().stream().mapToInt(file -> sectors(file.length)).sum();
    int size = Math.toIntExact(roundedUp((long) (FILES + content) * SECTOR, UNIT));
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (Names names : Names.values()) {
      describe(image, names);
      writePaths(image, names);
      writeDirectory(image, names);
    }
    image.put(at(FIRST_DESCRIPTOR + 2), (byte) 255).put(at(FIRST_DESCRIPTOR + 2) + 6, (byte) 1);
    image.put(at(FIRST_DESCRIPTOR + 2) + 1, "CD001".getBytes(US_ASCII));
    int sector = FILES;
    for (byte[] file : files.values()) {
      image.put(at(sector), file);
      sector += sectors(file.length);
    }
    return image.array();
  }

  private void describe(ByteBuffer image, Names names) {
    int start = at(FIRST_DESCRIPTOR + names.ordinal());
    image.position(start).put((byte) names.type).put("CD001".getBytes(US_ASCII)).put((byte) 1);
    text(image, start + 8, 32, "", names);
    text(image, start + 40, 32, label, names);
    bothOrders(image.position(start + 80), image.capacity() / SECTOR);
    if (names == Names.JOLIET) {
      image.position(start + 88).put("%/E".getBytes(US_ASCII));
    }
    image.position(start + 120);
    for (int value : List.of(1, 1, SECTOR)) {
      bothShortOrders(image, value);
    }
    bothOrders(image, 10);
    int paths = PATHS + 2 * names.ordinal();
    image.putInt(start + 140, paths).putInt(start + 148, Integer.reverseBytes(paths + 1));
    writeRecord(image.position(start + 156), new byte[1], directory(names), SECTOR, true);
    text(image, start + 190, 623, "", names);
    for (int date = 0; date < 4; date++) {
      image.position(start + 813 + 17 * date).put("0".repeat(16).getBytes(US_ASCII)).put((byte) 0);
    }
    image.put(start + 881, (byte) 1);
  }

  /** The table of directories, which has the root only, in both orders of bytes. */
  private static void writePaths(ByteBuffer image, Names names) {
    int table = at(PATHS + 2 * names.ordinal());
    image.position(table).put((byte) 1).put((byte) 0).putInt(directory(names)).putShort((short) 1);
    image.position(table + SECTOR).put((byte) 1).put((byte) 0);
    image.putInt(Integer.reverseBytes(directory(names))).putShort(Short.reverseBytes((short) 1));
  }

  private void writeDirectory(ByteBuffer image, Names names) {
    image.position(at(directory(names)));
    writeRecord(image, new byte[] {0}, directory(names), SECTOR, true);
    writeRecord(image, new byte[] {1}, directory(names), SECTOR, true);
    int sector = FILES;
    for (var file : files.entrySet()) {
      writeRecord(image, names.of(file.getKey()), sector, file.getValue().length, false);
      sector += sectors(file.getValue().length);
    }
  }

  /** A record of a directory; its length is even. */
  private static void writeRecord(
      ByteBuffer image, byte[] name, int sector, int length, boolean isDirectory) {
    int start = image.position();
    int size = 33 + name.length + (name.length + 1) % 2;
    image.put((byte) size).put((byte) 0);
    bothOrders(image, sector);
    bothOrders(image, length);
    image.put(new byte[] {70, 1, 1, 0, 0, 0, 0}).put((byte) (isDirectory ? 2 : 0));
    image.putShort((short) 0);
    bothShortOrders(image, 1);
    image.put((byte) name.length).put(name).position(start + size);
  }

  private static void text(ByteBuffer image, int start, int length, String text, Names names) {
    byte[] padded = (text + " ".repeat(length)).getBytes(names.charset);
    image.put(start, padded, 0, length);
  }

  private static void bothOrders(ByteBuffer image, int value) {
    image.putInt(value).putInt(Integer.reverseBytes(value));
  }

  private static void bothShortOrders(ByteBuffer image, int value) {
    image.putShort((short) value).putShort(Short.reverseBytes((short) value));
  }

  private static int directory(Names names) {
    return DIRECTORIES + names.ordinal();
  }

  private static int at(int sector) {
    return sector * SECTOR;
  }

  private static int sectors(int length) {
    return Math.toIntExact(roundedUp(length, SECTOR) / SECTOR);
  }

  private static long roundedUp(long value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
