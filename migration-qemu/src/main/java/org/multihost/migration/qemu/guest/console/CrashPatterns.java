package org.multihost.migration.qemu.guest.console;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * The user's own patterns for lines of a guest's console, beside those of Linux.
 *
 * @param more lines that are a crash, too
 * @param none lines that are no crash, whatever else they match
 */
@API(status = INTERNAL)
public record CrashPatterns(Optional<Pattern> more, Optional<Pattern> none) {

  /** Only the patterns of Linux. */
  public static final CrashPatterns OF_LINUX =
      new CrashPatterns(Optional.empty(), Optional.empty());
}
