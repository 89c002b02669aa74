package org.multihost.migration.internal.jupiter.invocation;

import java.util.regex.Pattern;

/**
 * The fact that identifies an invocation by its arguments: its display name, without the parts that
 * differ between any two JVMs.
 */
public final class InvocationText {

  /** The parts that come from {@link Object#toString()} and from the names of generated classes. */
  private static final Pattern OF_ONE_JVM =
      Pattern.compile("\\$\\$Lambda[/$][\\w/]*|\\$Proxy\\d+|(?<=[\\w;/\\]$])@[0-9a-f]{1,8}\\b");

  private InvocationText() {}

  /** Returns the fact of an invocation's display name. */
  public static String of(String displayName) {
    return "invocation [" + comparable(displayName) + "]";
  }

  /** Returns the fact of a dynamic test's display name. */
  public static String ofDynamic(String displayName) {
    return "dynamic test [" + comparable(displayName) + "]";
  }

  private static String comparable(String displayName) {
    return OF_ONE_JVM.matcher(displayName).replaceAll("…").lines().findFirst().orElse("");
  }
}
