package org.multihost.migration.qemu.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.multihost.migration.qemu.process.ProgramOutput;

/**
 * The outputs of programs for {@code --version}. A program is asked again only when its file has
 * changed: it takes a tenth of a second, and each class of tests needs the answer of each QEMU.
 * Safe for use by several threads.
 */
final class ProgramVersions implements Function<Path, String> {

  /** Those of this JVM. */
  static final ProgramVersions OF_JVM =
      new ProgramVersions(program -> ProgramOutput.of(program, "--version"));

  private final Function<Path, String> ask;
  private final Map<Stamp, String> known = new ConcurrentHashMap<>();

  /** A state of a file. */
  private record Stamp(Path file, String key, long size, FileTime modified) {}

  ProgramVersions(Function<Path, String> ask) {
    this.ask = ask;
  }

  @Override
  public String apply(Path program) {
    try {
      Path file = program.toRealPath();
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      String key = String.valueOf(now.fileKey());
      Stamp stamp = new Stamp(file, key, now.size(), now.lastModifiedTime());
      String output = known.get(stamp);
      if (output == null) {
        output = ask.apply(program);
        known.put(stamp, output);
      }
      return output;
    } catch (IOException unreadable) {
      return ask.apply(program);
    }
  }
}
