package org.multihost.migration.qemu.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.text.ShellWord;

/**
 * The instructions for a person who starts QEMU again by hand.
 *
 * @param command the command line of {@link QemuCommandLine#byHand}
 */
@API(status = INTERNAL)
public record QemuManualStart(List<String> command) implements ManualStart {

  private static final int BEGINNING = 1024;

  /** Copies the list. */
  public QemuManualStart {
    command = List.copyOf(command);
  }

  @Override
  public List<String> remarks() {
    return List.of("This terminal becomes its console, and after Ctrl-A C its monitor.");
  }

  @Override
  public String continuing(Path file) {
    String arguments =
        isMapped(file)
            ? "-global migration.mapped-ram=on -incoming " + ShellWord.of("file:" + file)
            : "-incoming " + ShellWord.of("exec:cat " + ShellWord.of(file.toString()));
    return "To go on from the saved state add %s, and say cont to its monitor."
        .formatted(arguments);
  }

  /** QEMU names the capability at the beginning of the file, and loads it only with that. */
  private static boolean isMapped(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(BEGINNING), ISO_8859_1).contains("mapped-ram");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
