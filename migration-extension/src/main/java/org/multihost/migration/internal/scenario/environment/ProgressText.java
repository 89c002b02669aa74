package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.config.text.Sizes;
import org.multihost.migration.internal.wire.ThrowableText;

/** One-line texts on progress and results, for the console. */
public final class ProgressText {

  private ProgressText() {}

  public static String of(MigrationProgress p) {
    return p.total() == 0 ? p.status() : p.status() + ", " + figures(p);
  }

  /** Returns the status and the pass, for a moment whose figures are not known. */
  public static String withoutFigures(MigrationProgress p) {
    return p.iteration() == 0 ? p.status() : p.status() + ", pass " + p.iteration();
  }

  /** Returns the amounts sent so far, whatever the status. */
  public static String figures(MigrationProgress p) {
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

  /** Returns a title and the first line of the throwable's message. */
  public static String of(String what, Throwable cause) {
    String message = String.valueOf(ThrowableText.message(cause));
    return what + ": " + message.strip().lines().findFirst().orElse(ThrowableText.of(cause));
  }

  /** Returns the text on a result. */
  public static String of(MigrationResult r) {
    String text =
        "%s in %s, %s, %s, %s%s"
            .formatted(
                r.outcome(),
                Durations.format(r.totalTime()),
                time("downtime ", r.downtime()).orElse("downtime unknown"),
                time("guest paused ", r.pause()).orElse("pause unknown"),
                amount("sent %s", Sizes::format, r.bytesTransferred()).orElse("amount unknown"),
                amount(" in %s", ProgressText::passes, r.iterations()).orElse(""));
    return r.error().map(error -> text + ": " + error).orElse(text);
  }

  private static String passes(long number) {
    return number == 1 ? "1 pass" : number + " passes";
  }

  private static Optional<String> time(String what, Optional<Duration> time) {
    return time.map(known -> what + Durations.format(known));
  }

  private static Optional<String> amount(
      String text, LongFunction<String> inWords, OptionalLong amount) {
    return amount.stream().mapToObj(inWords).map(text::formatted).findFirst();
  }
}
