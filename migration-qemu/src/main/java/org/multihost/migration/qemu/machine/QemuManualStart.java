package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

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
    String uri = "exec:cat " + ShellWord.of(file.toString());
    return "To go on from the saved state add -incoming %s, and say cont to its monitor."
        .formatted(ShellWord.of(uri));
  }
}
