package org.multihost.migration.qemu.condition;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.qemu.install.DoctorCommand;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.DriverUnavailableException;

/** The condition behind {@link EnabledOnQemu} and {@link DisabledOnQemu}. */
final class QemuCondition implements ExecutionCondition {

  /**
   * One annotation.
   *
   * @param within whether the QEMU must be in the range, rather than outside of it
   * @param reason the annotation's own reason for a skip; may be empty
   */
  private record Rule(QemuRange range, boolean within, String reason) {

    boolean allows(QemuInstallation qemu) {
      return range.contains(qemu) == within;
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<Rule> rules = context.getElement().map(QemuCondition::rules).orElse(List.of());
    return rules.isEmpty()
        ? enabled("any QEMU will do")
        : evaluate(rules, QemuSettings.of(context), HostSystem.current());
  }

  private static List<Rule> rules(AnnotatedElement place) {
    Optional<Rule> within =
        findAnnotation(place, EnabledOnQemu.class)
            .map(only -> new Rule(QemuRange.of(only, place), true, only.disabledReason()));
    Stream<Rule> without =
        findRepeatableAnnotations(place, DisabledOnQemu.class).stream()
            .map(not -> new Rule(QemuRange.of(not, place), false, not.disabledReason()));
    return Stream.concat(within.stream(), without).toList();
  }

  private static ConditionEvaluationResult evaluate(
      List<Rule> rules, QemuSettings settings, HostSystem system) {
    QemuInstallation qemu;
    try {
      qemu = QemuInstallation.select(settings, system);
    } catch (DriverUnavailableException none) {
      return withoutQemu(rules, DoctorCommand.appendedTo(none));
    }
    return rules.stream()
        .filter(rule -> !rule.allows(qemu))
        .findFirst()
        .map(rule -> disabled(reason(qemu, rule), rule.reason()))
        .orElseGet(() -> enabled(qemu + " will do"));
  }

  /** In CI a missing QEMU fails a test that needs one, as the extension has it for each test. */
  private static ConditionEvaluationResult withoutQemu(
      List<Rule> rules, DriverUnavailableException none) {
    if (rules.stream().noneMatch(Rule::within)) {
      return enabled("no QEMU is there, and so none that is excluded");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw none;
    }
    return disabled(none.getMessage());
  }

  private static String reason(QemuInstallation qemu, Rule rule) {
    return "This host has %s, which %s %s; [%s] and [%s] select another one"
        .formatted(
            qemu,
            rule.within() ? "is not within" : "is within",
            rule.range().text(),
            QemuSettings.BINARY,
            QemuSettings.ACCELERATOR);
  }
}
