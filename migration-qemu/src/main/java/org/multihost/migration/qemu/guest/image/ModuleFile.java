package org.multihost.migration.qemu.guest.image;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** The file of a kernel module, which distributions compress in different ways. */
final class ModuleFile {

  private ModuleFile() {}

  /** Returns the uncompressed module. */
  public static byte[] read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream module = decompressed(file.toString(), bytes)) {
      return module.readAllBytes();
    } catch (IOException damaged) {
      throw new IOException("Cannot read the kernel module [" + file + "]: " + damaged, damaged);
    }
  }

  private static InputStream decompressed(String name, InputStream bytes) throws IOException {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "xz" -> new XZInputStream(bytes);
      case "zst" -> new ZstdInputStream(bytes);
      case "gz" -> new GZIPInputStream(bytes);
      default -> bytes;
    };
  }
}
