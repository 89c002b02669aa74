package org.multihost.migration.qemu.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A format of disk images, detected by the first bytes; all other files are taken as raw. */
enum DiskFormat {
  QCOW2("qcow2", 0, "QFI\u00fb\0\0\0\u0002", "QFI\u00fb\0\0\0\u0003"),
  QCOW("qcow", 0, "QFI\u00fb\0\0\0\u0001"),
  QED("qed", 0, "QED\0"),
  VMDK("vmdk", 0, "KDMV", "COWD", "# Disk DescriptorFile"),
  VDI("vdi", 64, "\u007f\u0010\u00da\u00be"),
  VHDX("vhdx", 0, "vhdxfile"),
  VPC("vpc", 0, "conectix"),
  PARALLELS("parallels", 0, "WithoutFreeSpace", "WithouFreSpacExt"),
  LUKS("luks", 0, "LUKS\u00ba\u00be");

  /** QEMU's name for a file without a format. */
  static final String RAW = "raw";

  /** The number of first bytes that the detection needs. */
  static final int BYTES = 128;

  private final String word;
  private final int offset;
  private final String[] magics;

  DiskFormat(String word, int offset, String... magics) {
    this.word = word;
    this.offset = offset;
    this.magics = magics;
  }

  /** Returns QEMU's name for the format of a file that begins with these bytes. */
  public static String of(byte[] head) {
    return Arrays.stream(values())
        .filter(format -> format.begins(head))
        .map(format -> format.word)
        .findFirst()
        .orElse(RAW);
  }

  private boolean begins(byte[] head) {
    return Arrays.stream(magics)
        .map(magic -> magic.getBytes(StandardCharsets.ISO_8859_1))
        .anyMatch(
            magic ->
                head.length >= offset + magic.length
                    && Arrays.equals(head, offset, offset + magic.length, magic, 0, magic.length));
  }

  /**
   * Returns the reason why an image cannot be a disk of a VM that migrates. The file is read,
   * unless its format is raw.
   */
  static Optional<String> refusal(DiskImage image) {
    return refusal(image.format())
        .or(
            () ->
                image.format().equals(RAW) || isDetected(image)
                    ? Optional.empty()
                    : Optional.of(
                        "its format is declared as [%s]; it does not begin like one"
                            .formatted(image.format())));
  }

  private static boolean isDetected(DiskImage image) {
    try {
      return DiskImage.of(image.path()).format().equals(image.format());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the reason why an image of this format cannot be a disk of a VM that migrates. */
  public static Optional<String> refusal(String word) {
    if (!word.equals(RAW) && Arrays.stream(values()).noneMatch(known -> known.word.equals(word))) {
      return Optional.of("its format [%s] is not known; allowed are raw and qcow2".formatted(word));
    }
    return Arrays.stream(values())
        .filter(format -> format.word.equals(word) && format != QCOW2 && format != QED)
        .findFirst()
        .map(
            format ->
                format == LUKS
                    ? "it is encrypted with [luks], and there is no setting for its key; allowed are raw and qcow2"
                    : "its format is [%s], with which QEMU does not migrate; convert it: qemu-img convert -O qcow2"
                        .formatted(word));
  }
}
