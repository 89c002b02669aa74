package org.multihost.migration.qemu.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.process.CompanionLaunch;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.text.ShellWord;

/**
 * The instructions for a person who starts QEMU again by hand.
 *
 * @param command the command line of {@link QemuCommandLine#byHand}
 * @param companions the programs that must run before
 */
@API(status = INTERNAL)
public record QemuManualStart(List<String> command, List<CompanionLaunch> companions)
    implements ManualStart {

  private static final int BEGINNING = 1024;

  /** Copies the lists. */
  public QemuManualStart {
    command = List.copyOf(command);
    companions = List.copyOf(companions);
  }

  @Override
  public List<String> remarks() {
    return Stream.concat(
            companions.stream().map(QemuManualStart::first),
            Stream.of("This terminal becomes its console, and after Ctrl-A C its monitor."))
        .toList();
  }

  private static String first(CompanionLaunch companion) {
    return "First start its companion [%s] in another terminal: %s"
        .formatted(
            companion.name(),
            companion.command().stream().map(ShellWord::of).collect(Collectors.joining(" ")));
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
