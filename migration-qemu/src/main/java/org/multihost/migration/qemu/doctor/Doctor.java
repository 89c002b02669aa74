package org.multihost.migration.qemu.doctor;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The command that says what this host has and lacks for tests with QEMU, and how to get it. The
 * exit code is 0 if the first test can run, else 1; 2 if an argument or a setting is wrong.
 *
 * <p>It is the main class of this jar. It needs the jar {@code migration-extension}, and no other;
 * {@code java -jar} finds that one where Maven and Gradle store it, or in the same directory. So
 * this class uses no other type before it has looked.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class Doctor {

  private static final String EXTENSION = "org.multihost.migration.spi.HostSettings";
  private static final String USAGE =
      """
      Usage: java -jar migration-qemu-VERSION.jar [--json]

      Says what this host has and lacks for tests with QEMU. Settings are read from system
      properties (java -Dmultihost.qemu.binary=... -jar ...) and the environment.
      """;

  private Doctor() {}

  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    List<String> given = List.of(arguments);
    if (given.equals(List.of("--help"))) {
      System.out.print(USAGE);
      return;
    }
    if (!given.isEmpty() && !given.equals(List.of("--json"))) {
      System.err.printf("Wrong arguments %s%n%s", given, USAGE);
      System.exit(2);
    }
    if (isPresent(EXTENSION)) {
      System.exit(Examination.run(!given.isEmpty()));
    }
    runWithExtension(arguments);
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, Doctor.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private static void runWithExtension(String[] arguments)
      throws ReflectiveOperationException, IOException {
    Path jar = ownJar();
    Optional<Path> extension = extensionOf(jar);
    if (extension.isEmpty()) {
      System.err.printf(
          "No jar of migration-extension is near [%s]. Name both: java -cp %s:EXTENSION.jar %s%n",
          jar, jar, Doctor.class.getName());
      System.exit(2);
    }
    URL[] urls = {jar.toUri().toURL(), extension.orElseThrow().toUri().toURL()};
    try (URLClassLoader both = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      both.loadClass(Doctor.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    }
  }

  private static Path ownJar() {
    try {
      return Path.of(Doctor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Finds the extension's jar of the same version: beside this one, in Maven's repository
   * (artifact/version/jar), or in Gradle's cache (artifact/version/hash/jar).
   */
  static Optional<Path> extensionOf(Path jar) throws IOException {
    String name =
        jar.getFileName().toString().replaceFirst("^migration-qemu", "migration-extension");
    Path directory = jar.toAbsolutePath().resolve("..").normalize();
    Path beside = directory.resolve(name);
    Path maven =
        directory
            .resolve("../../migration-extension")
            .resolve(directory.getFileName())
            .resolve(name)
            .normalize();
    Path gradle =
        directory
            .resolve("../../../migration-extension")
            .resolve(directory.resolveSibling(".").normalize().getFileName())
            .normalize();
    return Stream.concat(Stream.of(beside, maven), children(gradle).map(hash -> hash.resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Stream<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList().stream();
    }
  }
}
