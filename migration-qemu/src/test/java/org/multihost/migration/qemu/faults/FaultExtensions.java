package org.multihost.migration.qemu.faults;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Other extensions of a test class, which fail on one host if its cell says so. */
final class FaultExtensions {

  private FaultExtensions() {}

  /** One that comes before the product's: neither class nor test has been entered then. */
  static final class Early implements BeforeAllCallback, BeforeEachCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.BEFORE_CLASS, context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.BEFORE_TEST, context);
    }
  }

  /** One that comes after the product's, and so ends before it. */
  static final class Late implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.AFTER_TEST, context);
    }
  }
}
