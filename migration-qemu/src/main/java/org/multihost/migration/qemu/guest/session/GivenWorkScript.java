package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.multihost.migration.qemu.guest.image.GuestScript;
import org.multihost.migration.spi.text.ShellWord;

/**
 * The script that manages background work, in a guest of the user's own: it receives the script
 * once, in a directory that every user can create.
 */
final class GivenWorkScript {

  private static final String DIRECTORY = "/tmp/.multihost";
  private static final String SCRIPT = DIRECTORY + "/work-script";

  private final ShellSession session;
  private volatile boolean given;

  GivenWorkScript(ShellSession session) {
    this.session = session;
  }

  /** Returns the command that runs it; gives it to the guest first if necessary. */
  String command() {
    if (!given) {
      give();
      given = true;
    }
    return "MULTIHOST_RUN=" + DIRECTORY + " sh " + SCRIPT;
  }

  private void give() {
    try {
      String script = ShellWord.of(new String(GuestScript.read("work"), UTF_8));
      session.run(
          "[ -e %1$s ] || { mkdir -p %2$s && printf %%s %3$s >%1$s.$$ && mv %1$s.$$ %1$s; }"
              .formatted(SCRIPT, DIRECTORY, script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
