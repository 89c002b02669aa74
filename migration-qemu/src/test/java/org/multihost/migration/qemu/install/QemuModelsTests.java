package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.QemuModels.Kind;

final class QemuModelsTests {

  private static final String MACHINES =
      """
      Supported machines are:
      microvm              microvm (i386)
      pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)
      pc-i440fx-7.2        Standard PC (i440FX + PIIX, 1996) (default)
      q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)
      """;

  private static final String OLD_CPUS =
      """
      Available CPUs:
      x86 486                   (alias configured by machine type)
      x86 Nehalem-v1            Intel Core i7 9xx (Nehalem Class Core i7)
      x86 max                   Enables all features supported by the accelerator

      Recognized CPUID flags:
        3dnow 3dnowext
      """;

  private static final String NEW_CPUS = OLD_CPUS.replace("x86 ", "  ");

  private final List<String> asked = new ArrayList<>();

  private QemuModels models(String output) {
    QemuInstallation qemu =
        new QemuInstallation(
            new QemuBinary(Path.of("/opt/qemu"), new QemuVersion(7, 2, 0)), Accelerator.TCG);
    return new QemuModels(
        qemu,
        (program, option) -> {
          asked.add(program + " " + option);
          return output;
        });
  }

  @Test
  void readsTheListsOfEachVersion() {
    assertThat(QemuModels.names(MACHINES)).containsExactly("microvm", "pc", "pc-i440fx-7.2", "q35");
    assertThat(QemuModels.names(OLD_CPUS)).containsExactly("486", "Nehalem-v1", "max");
    assertThat(QemuModels.names(NEW_CPUS)).containsExactly("486", "Nehalem-v1", "max");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    QemuModels models = models(MACHINES);

    assertThatThrownBy(() -> models.verify("vm1", Kind.MACHINE, "q53"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Virtual machine [vm1]: QEMU 7.2.0 (tcg, /opt/qemu) has no machine type [q53]; did you mean [q35]? [/opt/qemu -machine help] lists all");
    assertThatThrownBy(() -> models.verify("vm1", Kind.MACHINE, "Q35"))
        .hasMessageContaining("has no machine type [Q35]; did you mean [q35]?");
    models.verify("vm1", Kind.MACHINE, "pc");
    assertThat(asked).containsExactly("/opt/qemu -machine");
  }

  @Test
  void aQemuThatPrintsNoListDecidesItself() {
    assertThatCode(() -> models("").verify("vm1", Kind.CPU, "any")).doesNotThrowAnyException();
  }
}
