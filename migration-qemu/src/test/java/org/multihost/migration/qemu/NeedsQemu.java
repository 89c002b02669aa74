package org.multihost.migration.qemu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VmSpec;

/**
 * Skips a test where QEMU or the default guest's parts are missing, with the reason; fails with
 * CI=true.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsQemu.Condition.class)
public @interface NeedsQemu {

  /** The firmware that the tests need, too. */
  Firmware value() default Firmware.BIOS;

  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try (QemuDriver driver = QemuDriver.create(new TestContext("probe"), HostSystem.current())) {
        Firmware firmware =
            AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsQemu.class)
                .map(NeedsQemu::value)
                .orElse(Firmware.BIOS);
        driver.verify(VmSpec.builder("probe").firmware(firmware).build());
        return ConditionEvaluationResult.enabled(driver.description());
      } catch (DriverUnavailableException missing) {
        if ("true".equals(System.getenv("CI"))) {
          throw missing;
        }
        return ConditionEvaluationResult.disabled(missing.getMessage());
      }
    }
  }
}
