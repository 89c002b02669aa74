package org.multihost.migration.qemu.faults;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Other extensions of a test class, which fail on one host if its cell says so. */
final class FaultExtensions {

  /** What a host says that has begun the class, and has not entered it. */
  static final String HERE = "the faults' class has begun";

  private FaultExtensions() {}

  /** One that comes before the product's, and so begins before it and ends after it. */
  public static final class Early
      implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
      System.out.println(HERE);
      FaultSite.at(FaultPoint.BEFORE_CLASS, context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.BEFORE_TEST, context);
      FaultSite.at(FaultPoint.START_VM, context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.AFTER_MEETING, context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.AFTER_CLASS, context);
    }
  }

  /** One that comes after the product's, and so ends before it. */
  public static final class Late implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.AFTER_TEST, context);
    }
  }

  /** The same on the test method. */
  static final class OfMethod implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
      FaultSite.at(FaultPoint.AFTER_METHOD, context);
    }
  }
}
