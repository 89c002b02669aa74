package org.multihost.migration.qemu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.spi.HostSettings;

class DoctorTests {

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "lib/migration-qemu-1.jar, lib/migration-extension-1.jar",
    "org/multihost/migration-qemu/1/migration-qemu-1.jar, org/multihost/migration-extension/1/migration-extension-1.jar",
    "org.multihost/migration-qemu/1/a0/migration-qemu-1.jar, org.multihost/migration-extension/1/b1/migration-extension-1.jar",
  })
  void findsTheExtensionWhereMavenAndGradleStoreIt(String own, String extension)
      throws IOException {
    assertThat(Doctor.extensionOf(root.resolve(own))).isEmpty();
    Path file = root.resolve(extension);
    Files.createDirectories(root.resolve(own).getParent());
    Files.createFile(Files.createDirectories(file.getParent()).resolve(file.getFileName()));
    assertThat(Doctor.extensionOf(root.resolve(own))).contains(file);
  }

  /** With no other class: neither JUnit nor Jackson is on the class path. */
  @Test
  void runsFromTheJarInMavensRepository() throws Exception {
    Path artifacts = root.resolve("org/multihost");
    Path own = artifacts.resolve("migration-qemu/1/migration-qemu-1.jar");
    pack(own, List.of(place(Doctor.class)));
    pack(
        artifacts.resolve("migration-extension/1/migration-extension-1.jar"),
        List.of(place(HostSettings.class), services()));

    Process doctor = doctor(own);

    String output = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output)
        .startsWith("Multihost Migration on ")
        .contains("\nNEEDED   QEMU ", "unpacked below [" + root.resolve("empty/multihost/qemu"))
        .containsPattern("\n(ok     |missing)  UEFI firmware .*\\.fd")
        .contains("\nok       run port         54321 is free\n");
    assertThat(doctor.exitValue()).isEqualTo(1);
  }

  /** On a host without programs and without a cache. */
  private Process doctor(Path jar) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                java, "-XX:TieredStopAtLevel=1", "-Dmultihost.port=54321", "-jar", jar.toString())
            .directory(root.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", root.resolve("empty").toString());
    builder.environment().put("XDG_CACHE_HOME", root.resolve("empty").toString());
    return builder.start();
  }

  /** Packs directories of classes and resources; a module that is a jar already is copied. */
  private static void pack(Path file, List<Path> places) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.isRegularFile(places.get(0))) {
      Files.copy(places.get(0), file);
      return;
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Doctor.class.getName());
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Path place : Set.copyOf(places)) {
        add(jar, place);
      }
    }
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The directory with the extension's services, which may be another one than its classes'. */
  private static Path services() throws Exception {
    URL file = HostSettings.class.getResource("/META-INF/services/" + HostSettings.class.getName());
    return file.getProtocol().equals("file")
        ? Path.of(file.toURI()).getParent().getParent().getParent()
        : place(HostSettings.class);
  }

  private static void add(JarOutputStream jar, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(directory.relativize(each).toString()));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
  }
}
