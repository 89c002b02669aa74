package org.multihost.migration.internal.scenario;

import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.config.Sizes;

/** Progress and results in one line for a person. */
public final class Narration {

  private Narration() {}

  static String of(MigrationProgress p) {
    return p.total() == 0 ? p.status() : p.status() + ", " + figures(p);
  }

  /** Of how much has been sent, whatever the status. */
  static String figures(MigrationProgress p) {
    if (p.total() == 0) {
      return "none";
    }
    StringBuilder text = new StringBuilder("pass ").append(p.iteration());
    text.append(", ").append(p.percent()).append(" %, sent ");
    text.append(Sizes.format(p.transferred()))
        .append(", remaining ")
        .append(Sizes.format(p.remaining()));
    if (p.dirtyRate() > 0) {
      text.append(", guest dirties ").append(Sizes.format(p.dirtyRate())).append("/s");
    }
    return text.toString();
  }

  /** Of what ends a test: its first line that says something. */
  static String of(String what, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return what + ": " + message.strip().lines().findFirst().orElse(cause.toString());
  }

  /** Of a result. */
  public static String of(MigrationResult r) {
    String text =
        "%s in %s, downtime %s, guest paused %s, sent %s in %d passes"
            .formatted(
                r.outcome(),
                Durations.format(r.totalTime()),
                Durations.format(r.downtime()),
                Durations.format(r.pause()),
                Sizes.format(r.bytesTransferred()),
                r.iterations());
    return r.error().map(error -> text + ": " + error).orElse(text);
  }
}
