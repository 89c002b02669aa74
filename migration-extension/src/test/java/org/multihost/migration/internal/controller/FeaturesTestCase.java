package org.multihost.migration.internal.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** What Jupiter offers, in one class of two hosts without machines. */
@MultihostMigration
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(FeaturesTestCase.Marker.class)
final class FeaturesTestCase {

  static final String INITIALISED = "org.multihost.fixture.initialised";
  static final String PARAMETER = "org.multihost.fixture.parameter";

  static {
    System.setProperty(INITIALISED, "yes");
  }

  /** Another extension on the class. */
  static final class Marker implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      context.publishReportEntry("marked", System.getProperty(WorkerMain.MARK, "no worker"));
      context
          .getConfigurationParameter(PARAMETER)
          .ifPresent(value -> context.publishReportEntry("parameter", value));
    }
  }

  @Test
  @Order(2)
  @Tag("slow")
  void second(TestReporter reporter) {
    reporter.publishEntry("place", "second");
  }

  @Test
  @Order(1)
  void first(TestReporter reporter, @TempDir Path directory) {
    reporter.publishEntry("place", "first");
    reporter.publishEntry("initialised", System.getProperty(INITIALISED, "no"));
    reporter.publishEntry("exists", String.valueOf(directory.toFile().isDirectory()));
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(ints = {7, 8})
  void parameterized(int number) {
    assertEquals(7, number, "on " + System.getProperty(WorkerMain.MARK));
  }

  @RepeatedTest(2)
  @Order(4)
  void repeated() {}

  @TestFactory
  @Order(5)
  Stream<DynamicTest> factory() {
    return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> {}));
  }

  @Test
  @Order(6)
  @Disabled("not today")
  void disabled() {}

  @Test
  @Order(7)
  void assumed() {
    assumeTrue(false, "no such machine");
  }

  @Nested
  final class Inner {
    @Test
    void first() {}
  }
}
