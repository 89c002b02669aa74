package org.multihost.migration.oracle;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Another extension of the class, which fails as the script has it. */
final class OtherExtension {

  private OtherExtension() {}

  /** Registered before this project's. */
  static final class Early
      implements ExecutionCondition,
          BeforeAllCallback,
          TestInstancePostProcessor,
          BeforeEachCallback,
          AfterEachCallback,
          AfterAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Point point =
          context.getTestMethod().isPresent() ? Point.TEST_CONDITION : Point.CLASS_CONDITION;
      return context.getTestClass().isEmpty() || Actor.here().allows(point)
          ? ConditionEvaluationResult.enabled("by the script")
          : ConditionEvaluationResult.disabled("by the script");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      Actor.here().at(Point.EARLY_BEFORE_ALL);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      Actor.here().at(Point.EARLY_POST_PROCESS);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      Actor.here().at(Point.EARLY_BEFORE_EACH);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      Actor.here().at(Point.EARLY_AFTER_EACH);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      Actor.here().at(Point.EARLY_AFTER_ALL);
    }
  }

  /** Registered after this project's. */
  static final class Late
      implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
      Actor.here().at(Point.LATE_BEFORE_ALL);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      Actor.here().at(Point.LATE_BEFORE_EACH);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      Actor.here().at(Point.LATE_AFTER_EACH);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      Actor.here().at(Point.LATE_AFTER_ALL);
    }
  }
}
