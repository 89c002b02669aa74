package org.multihost.migration.qemu.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.spi.DriverContext.Setting;
import org.multihost.migration.spi.DriverUnavailableException;

/** A search for the QEMU to use; records what it tried, for the error message. */
final class QemuBinarySearch {

  private final HostSystem system;
  private final List<String> tried = new ArrayList<>();

  QemuBinarySearch(HostSystem system) {
    this.system = system;
  }

  /** Returns the QEMU that the setting names, or else the best one found for the accelerator. */
  public QemuBinary find(Optional<Setting> setting, Accelerator accelerator) {
    return setting
        .filter(s -> !s.value().strip().equals("auto"))
        .map(this::named)
        .orElseGet(() -> best(accelerator));
  }

  private QemuBinary named(Setting setting) {
    String value = setting.value().strip();
    Path given = QemuSettings.path(QemuSettings.BINARY, setting);
    Optional<Path> path =
        value.contains("/") ? Optional.of(given).filter(Files::isRegularFile) : onSearchPath(value);
    if (value.isEmpty() || path.isEmpty()) {
      throw wrong(setting, "there is no such program");
    }
    if (!Files.isExecutable(path.get())) {
      throw wrong(setting, "the file is not executable");
    }
    return inspect(path.get()).orElseThrow(() -> wrong(setting, String.join("; ", tried)));
  }

  private QemuBinary best(Accelerator accelerator) {
    Optional<QemuBinary> installed = installed();
    boolean good =
        installed.isPresent()
            && (accelerator == Accelerator.KVM || installed.get().isSafeUnderTcg());
    return (good ? installed : newestUnpackedAfter(installed)).orElseThrow(this::unavailable);
  }

  /** Returns all QEMUs for the guests of this host, the installed one first. */
  public List<QemuBinary> all() {
    return Stream.concat(installed().stream(), unpacked().stream()).toList();
  }

  private Optional<QemuBinary> installed() {
    return system.binaryNames().stream()
        .flatMap(name -> onSearchPath(name).stream())
        .flatMap(program -> inspect(program).stream())
        .findFirst();
  }

  private Optional<QemuBinary> newestUnpackedAfter(Optional<QemuBinary> installed) {
    List<QemuBinary> candidates = new ArrayList<>(unpacked());
    installed.ifPresent(candidates::add);
    return candidates.stream().max(Comparator.comparing(QemuBinary::version));
  }

  private List<QemuBinary> unpacked() {
    List<QemuBinary> found = new ArrayList<>();
    Path directory = system.cached("qemu");
    tried.add("unpacked below [" + directory + "]");
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(directory)) {
      for (Path root : versions) {
        Path program = root.resolve("usr/bin").resolve(system.unpackedName());
        if (Files.isExecutable(program)) {
          inspect(program).ifPresent(found::add);
        }
      }
    } catch (IOException unreadable) {
      tried.add("[" + directory + "] cannot be read: " + unreadable);
    }
    return found;
  }

  private Optional<Path> onSearchPath(String name) {
    tried.add("[" + name + "] on PATH " + system.searchPath());
    return system.program(name);
  }

  private Optional<QemuBinary> inspect(Path program) {
    String output;
    try {
      output = system.versionOf().apply(program);
    } catch (MultihostException broken) {
      tried.add(broken.getMessage());
      return Optional.empty();
    }
    Optional<QemuVersion> version = QemuVersion.parse(output);
    if (version.isEmpty()) {
      tried.add("[" + program + " --version] prints no version of QEMU: [" + output.strip() + "]");
    }
    return version.map(known -> new QemuBinary(program, known));
  }

  private DriverUnavailableException unavailable() {
    return HostPart.QEMU.missing(
        system,
        "No QEMU found for guests of architecture [%s], and [%s] names none. Looked for: %s"
            .formatted(system.guests(), QemuSettings.BINARY, String.join("; ", tried)));
  }

  private static MultihostConfigurationException wrong(Setting setting, String reason) {
    return QemuSettings.refused(
        QemuSettings.BINARY,
        setting,
        reason + "; allowed are auto, the path of a qemu-system program, or its name on PATH");
  }
}
