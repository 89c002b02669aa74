package org.multihost.migration.internal.jupiter;

import java.util.regex.Pattern;

/**
 * The fact that identifies an invocation by its arguments: its display name, without the parts that
 * differ between any two JVMs.
 */
final class InvocationText {

  /** The parts that come from {@link Object#toString()} and from the names of generated classes. */
  private static final Pattern OF_ONE_JVM =
      Pattern.compile("\\$\\$Lambda[/$][\\w/]*|\\$Proxy\\d+|(?<=[\\w;/\\]$])@[0-9a-f]{1,8}\\b");

  private InvocationText() {}

  static String of(String displayName) {
    return "invocation ["
        + OF_ONE_JVM.matcher(displayName).replaceAll("…").lines().findFirst().orElse("")
        + "]";
  }
}
