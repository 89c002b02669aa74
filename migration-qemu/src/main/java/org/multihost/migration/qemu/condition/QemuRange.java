package org.multihost.migration.qemu.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuVersion;

/**
 * A range of QEMUs, as an annotation declares it.
 *
 * @param text the annotation, as in the source
 * @param since the first version; empty: any
 * @param before the first version after the range; empty: none
 */
record QemuRange(
    String text,
    Optional<QemuVersion> since,
    Optional<QemuVersion> before,
    List<Accelerator> accelerators) {

  static QemuRange of(EnabledOnQemu annotation, Object place) {
    return of(
        new Declared("@EnabledOnQemu", annotation.since(), annotation.before(), place),
        annotation.accelerator());
  }

  static QemuRange of(DisabledOnQemu annotation, Object place) {
    return of(
        new Declared("@DisabledOnQemu", annotation.since(), annotation.before(), place),
        annotation.accelerator());
  }

  private static QemuRange of(Declared declared, Accelerator... accelerators) {
    String text = declared.text(accelerators);
    Optional<QemuVersion> since = declared.version(text, "since", declared.since());
    Optional<QemuVersion> before = declared.version(text, "before", declared.before());
    if (since.isPresent() && before.isPresent() && since.get().compareTo(before.get()) >= 0) {
      throw declared.refused(text, "no version is in this range; since must be less than before");
    }
    List<Accelerator> all = Arrays.stream(accelerators).distinct().toList();
    if (since.isEmpty() && before.isEmpty() && all.size() == Accelerator.values().length) {
      throw declared.refused(text, "every QEMU is in this range; set since, before or accelerator");
    }
    if (all.isEmpty()) {
      throw declared.refused(text, "no accelerator is in this range; remove the empty list");
    }
    return new QemuRange(text, since, before, all);
  }

  boolean contains(QemuInstallation qemu) {
    QemuVersion version = qemu.binary().version();
    return since.map(first -> version.compareTo(first) >= 0).orElse(true)
        && before.map(next -> version.compareTo(next) < 0).orElse(true)
        && accelerators.contains(qemu.accelerator());
  }

  /**
   * An annotation as it stands in the source.
   *
   * @param place the class or method
   */
  private record Declared(String annotation, String since, String before, Object place) {

    String text(Accelerator... accelerators) {
      StringJoiner elements = new StringJoiner(", ", annotation + "(", ")");
      if (!since.isEmpty()) {
        elements.add("since = \"" + since + "\"");
      }
      if (!before.isEmpty()) {
        elements.add("before = \"" + before + "\"");
      }
      if (accelerators.length != Accelerator.values().length) {
        elements.add(
            Arrays.stream(accelerators)
                .map(Accelerator::name)
                .collect(Collectors.joining(", ", "accelerator = ", "")));
      }
      return elements.toString();
    }

    Optional<QemuVersion> version(String text, String element, String value) {
      if (value.isEmpty()) {
        return Optional.empty();
      }
      Optional<QemuVersion> version = QemuVersion.ofNumbers(value);
      if (version.isEmpty()) {
        throw refused(
            text,
            "[%s] has the value [%s]; expected a version of QEMU, such as 9, 9.0 or 9.0.2"
                .formatted(element, value));
      }
      return version;
    }

    MultihostConfigurationException refused(String text, String reason) {
      return new MultihostConfigurationException("%s of [%s]: %s".formatted(text, place, reason));
    }
  }
}
