package org.multihost.migration.qemu;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.DriverUnavailableException;

/** The condition behind {@link MigratesBusyGuest}. */
final class BusyGuestCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    QemuSettings settings =
        QemuSettings.of(context::getConfigurationParameter, System.getenv()::get);
    QemuInstallation installation;
    try {
      installation = QemuInstallation.select(settings, HostSystem.current());
    } catch (DriverUnavailableException unavailable) {
      return ConditionEvaluationResult.enabled(
          "each test that needs QEMU reports that it is missing");
    }
    return evaluate(installation, "true".equals(System.getenv("CI")));
  }

  static ConditionEvaluationResult evaluate(QemuInstallation installation, boolean ci) {
    if (!installation.corruptsBusyGuests()) {
      return ConditionEvaluationResult.enabled(installation + " migrates busy guests");
    }
    String reason = installation.busyGuestWarning();
    if (ci) {
      throw new MultihostConfigurationException(
          "A test that migrates a busy guest must not be skipped with CI=true: " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
