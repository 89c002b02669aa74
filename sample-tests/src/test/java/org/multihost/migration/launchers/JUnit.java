package org.multihost.migration.launchers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A version of JUnit that a user's project may have. */
enum JUnit {
  TOO_OLD("5.11.4", "1.11.4"),
  V5_12("5.12.2", "1.12.2"),
  V5_13("5.13.4", "1.13.4"),
  V5_14("5.14.4", "1.14.4"),
  V6_0("6.0.3", "6.0.3"),
  V6_1("6.1.3", "6.1.3");

  private final String bom;
  private final String platform;

  JUnit(String bom, String platform) {
    this.bom = bom;
    this.platform = platform;
  }

  /** The versions with which multi-host tests run. */
  static List<JUnit> supported() {
    return Arrays.stream(values()).filter(each -> each != TOO_OLD).toList();
  }

  /** The version of {@code org.junit:junit-bom}. */
  String bom() {
    return bom;
  }

  String platform() {
    return platform;
  }

  /** Whether a launcher can cancel a run. */
  boolean hasCancellation() {
    return compareTo(V6_0) >= 0;
  }

  /** The whole of JUnit in one JAR: console launcher, platform, Jupiter, suites. */
  Path jar() {
    return Tools.jar("junit-platform-console-standalone-" + platform);
  }

  @Override
  public String toString() {
    return bom;
  }
}
