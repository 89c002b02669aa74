package org.multihost.migration.internal.jupiter;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.jupiter.declaration.Nesting;
import org.opentest4j.TestAbortedException;

/**
 * A condition: the host takes part in the class, its hypervisor is available, and no other host has
 * aborted or skipped the class. A wrong configuration is reported on entry to the class, not here.
 * It is a condition because JUnit counts and reports the tests that a condition skips, but none of
 * a class that aborts.
 */
public final class HostParticipationCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<TestAbortedException> ofOthers = MultihostMigrationExtension.notEntered(context);
    if (ofOthers.isPresent()) {
      return disabled(ofOthers.get().getMessage());
    }
    if (context.getTestMethod().isPresent() || context.getTestClass().isEmpty()) {
      return enabled("decided for the class");
    }
    try {
      Settings settings = MultihostMigrationExtension.settings(context);
      TestClassModel model = TestClassModel.of(Nesting.of(context));
      return HostSession.of(context, settings)
          .map(session -> decide(context, session, model, settings))
          .orElse(enabled("this JVM is no host"));
    } catch (MultihostConfigurationException e) {
      return enabled("the class fails with the configuration's error");
    }
  }

  private static ConditionEvaluationResult decide(
      ExtensionContext context, HostSession session, TestClassModel model, Settings settings) {
    String self = session.identity().host();
    List<String> missing = model.missing(settings);
    if (!missing.isEmpty()
        && settings.get(RunSettings.MISSING_HOSTS) == RunSettings.MissingHosts.SKIP) {
      return disabled(
          "[multihost.hosts] does not have the hosts %s of this class, and [multihost.missing-hosts] is [skip]"
              .formatted(missing));
    }
    return model.hosts().contains(self)
        ? prepare(context, ClassPreparation.of(context, session, settings, model))
        : disabled(
            "host [%s] takes no part in this class; its hosts are %s"
                .formatted(self, model.hosts()));
  }

  /**
   * Prepares the class. A failure here occurs again, and is reported, when the class is entered.
   */
  private static ConditionEvaluationResult prepare(
      ExtensionContext context, ClassPreparation preparation) {
    try {
      if (MultihostMigrationExtension.classRun(context).isEmpty()) {
        context
            .getStore(MultihostMigrationExtension.NAMESPACE)
            .put(PreparedClass.class, preparation.prepare());
      }
      return enabled("this host takes part");
    } catch (TestAbortedException unavailable) {
      return disabled(unavailable.getMessage());
    } catch (RuntimeException fails) {
      return enabled("the class fails when it is entered");
    }
  }
}
