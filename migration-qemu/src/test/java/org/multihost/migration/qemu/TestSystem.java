package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.qemu.install.Distribution;
import org.multihost.migration.qemu.install.FirmwarePlaces;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.DriverContext.Setting;

/** A made-up machine below a directory. */
public record TestSystem(Path root) {

  public HostSystem system() {
    return new HostSystem(
        "x86_64",
        root.resolve("dev-kvm"),
        root.resolve("cpuinfo"),
        List.of(root.resolve("bin")),
        new FirmwarePlaces(List.of(root.resolve("descriptors")), root.resolve("share")),
        root.resolve("cache"),
        new Distribution(Distribution.Family.DEBIAN, "Debian of the test"),
        program -> {
          try {
            return Files.readString(program);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public TestSystem kvm(String cpuFlags) throws IOException {
    Files.createFile(root.resolve("dev-kvm"));
    Files.writeString(root.resolve("cpuinfo"), "processor : 0\nflags : " + cpuFlags + "\n");
    return this;
  }

  public Path installed(String version) throws IOException {
    return program(root.resolve("bin/qemu-system-x86_64"), version);
  }

  public Path unpacked(String version) throws IOException {
    Path home = root.resolve("cache/qemu").resolve(version);
    Files.createDirectories(home.resolve("usr/share/qemu"));
    return program(home.resolve("usr/bin/qemu-system-x86_64"), version);
  }

  /** Unpacks a QEMU for guests of another architecture. */
  public Path unpackedFor(String architecture, String version) throws IOException {
    Path home = root.resolve("cache/qemu-" + architecture).resolve(version);
    return program(home.resolve("usr/bin/qemu-system-" + architecture), version);
  }

  private static Path program(Path path, String version) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "QEMU emulator version " + version + " (Test)\nCopyright\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public static QemuSettings settings(Map<String, String> values) {
    return key ->
        Optional.ofNullable(values.get(key)).map(value -> new Setting(value, "system property"));
  }
}
