package org.multihost.migration.internal.jupiter;

import java.util.regex.Pattern;

/**
 * The fact that says with which arguments a host runs an invocation: its display name, without what
 * differs between any two JVMs.
 */
final class InvocationText {

  /** What {@link Object#toString()} and the names of generated classes bring into a text. */
  private static final Pattern OF_ONE_JVM =
      Pattern.compile("\\$\\$Lambda[/$][\\w/]*|\\$Proxy\\d+|(?<=[\\w;/\\]$])@[0-9a-f]{1,8}\\b");

  private InvocationText() {}

  static String of(String displayName) {
    return "invocation ["
        + OF_ONE_JVM.matcher(displayName).replaceAll("…").lines().findFirst().orElse("")
        + "]";
  }
}
