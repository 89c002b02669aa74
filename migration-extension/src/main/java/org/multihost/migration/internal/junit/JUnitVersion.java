package org.multihost.migration.internal.junit;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestEngine;

/** The JUnit on the class path, judged by the classes that it has. */
public final class JUnitVersion {

  /** The youngest classes of JUnit 5.12 that this module cannot do without. */
  private static final List<String> NEEDED =
      List.of(
          "org.junit.jupiter.api.extension.PreInterruptCallback",
          "org.junit.platform.engine.reporting.FileEntry");

  /** The classes behind a store for each launcher session, which JUnit has since 5.13. */
  private static final List<String> SESSION_STORE =
      List.of(
          "org.junit.jupiter.api.extension.ExtensionContext$StoreScope",
          "org.junit.platform.engine.support.store.Namespace");

  static final boolean HAS_SESSION_STORE = SESSION_STORE.stream().allMatch(JUnitVersion::has);

  /** Jupiter has it since 5.13, in a module that not every project has. */
  static final boolean HAS_TOLD_ARGUMENTS = has("org.junit.jupiter.params.support.ParameterInfo");

  private JUnitVersion() {}

  /** Describes what was found and what is needed, if this JUnit is too old. */
  public static Optional<String> problem() {
    return NEEDED.stream().allMatch(JUnitVersion::has)
        ? Optional.empty()
        : Optional.of(
            "Multihost Migration needs JUnit 5.12 or newer, and the class path has %s of the JUnit Platform (1.12 belongs to JUnit 5.12); import a newer [org.junit:junit-bom]"
                .formatted(found()));
  }

  private static String found() {
    String version = TestEngine.class.getPackage().getImplementationVersion();
    return version == null ? "an older version" : "version [" + version + "]";
  }

  private static boolean has(String className) {
    try {
      Class.forName(className, false, JUnitVersion.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
