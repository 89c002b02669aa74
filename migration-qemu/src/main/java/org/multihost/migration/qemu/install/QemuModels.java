package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.ProgramOutput;
import org.multihost.migration.spi.text.NearestName;

/**
 * The machine types and CPU models that a QEMU knows: it is asked once for each of the two lists.
 * Safe for use by several threads.
 */
@API(status = INTERNAL)
public final class QemuModels {

  /** A list of names that QEMU prints. */
  @API(status = INTERNAL)
  public enum Kind {
    MACHINE("-machine", "machine type"),
    CPU("-cpu", "CPU model");

    private final String option;
    private final String words;

    Kind(String option, String words) {
      this.option = option;
      this.words = words;
    }
  }

  /** The output of a QEMU for an option with the value {@code help}. */
  @FunctionalInterface
  interface Help {
    String of(Path program, String option);
  }

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final QemuInstallation qemu;
  private final Help help;
  private final Map<Kind, List<String>> known = new EnumMap<>(Kind.class); // guarded by this

  QemuModels(QemuInstallation qemu, Help help) {
    this.qemu = qemu;
    this.help = help;
  }

  /** Returns the names that a QEMU knows; asks it when they are needed. */
  public static QemuModels of(QemuInstallation qemu) {
    return new QemuModels(qemu, QemuModels::printed);
  }

  /**
   * Refuses a name that this QEMU does not know. If it prints no list, it decides when it starts.
   *
   * @param vm the VM's name, for the message
   * @throws MultihostConfigurationException with the nearest name
   */
  public void verify(String vm, Kind kind, String name) {
    List<String> names = known(kind);
    if (!names.isEmpty() && !names.contains(name)) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: %s has no %s [%s]; did you mean [%s]? [%s %s help] lists all"
              .formatted(
                  vm,
                  qemu,
                  kind.words,
                  name,
                  NearestName.to(name, names.stream()).orElseThrow(),
                  qemu.binary().path(),
                  kind.option));
    }
  }

  private synchronized List<String> known(Kind kind) {
    return known.computeIfAbsent(kind, asked -> names(help.of(qemu.binary().path(), asked.option)));
  }

  private static String printed(Path program, String option) {
    try {
      return ProgramOutput.of(List.of(program.toString(), option, "help"), LIMIT);
    } catch (VirtualMachineException failed) {
      return "";
    }
  }

  /**
   * Returns the names in a list: below a header, each in the first column, or, of CPU models before
   * QEMU 9, in the second one, after the architecture. An empty line ends the list.
   */
  static List<String> names(String output) {
    List<String> names = new ArrayList<>();
    for (String line : output.lines().skip(1).toList()) {
      if (line.isBlank()) {
        break;
      }
      String[] words = line.strip().split("\\s+", 3);
      boolean ofArchitecture = words.length > 1 && words[0].matches("x86|s390|PowerPC|arm");
      names.add(words[ofArchitecture ? 1 : 0]);
    }
    return List.copyOf(names);
  }
}
