package org.multihost.migration.qemu.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The check of the Java that runs this process.
 *
 * @param home its directory
 */
record JdkCheck(Path home) implements Check {

  private static final String NAME = "JDK";
  private static final String USE = "compiling and running the tests; 17 or newer";

  static JdkCheck ofProcess() {
    return new JdkCheck(Path.of(System.getProperty("java.home")));
  }

  @Override
  public Finding run() {
    String detail = "%s (%s)".formatted(Runtime.version(), home);
    return Files.isExecutable(home.resolve("bin/javac"))
        ? Finding.ok(NAME, detail, USE)
        : Finding.of(
            NAME,
            Finding.State.LIMITED,
            detail + " has no compiler",
            USE,
            "Install a JDK, and let JAVA_HOME name its directory");
  }
}
