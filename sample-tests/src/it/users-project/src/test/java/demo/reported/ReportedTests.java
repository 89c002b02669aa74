package demo.reported;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** Each shape of test and each verdict, for reports: 14 tests on each of two hosts. */
@MultihostMigration(hosts = {"source", "destination"})
class ReportedTests {

  static final class OwnException extends RuntimeException {
    OwnException() {
      super("no luck");
    }
  }

  @Test
  void passes(Hosts hosts) {}

  @Test
  void throwsAnOwnException() {
    throw new OwnException();
  }

  @Test
  void asserts() {
    assertEquals(7, 8);
  }

  @Test
  void aborts() {
    Assumptions.abort("not here");
  }

  @Test
  @Disabled("why not")
  void isDisabled() {}

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void hasParameters(String value) {}

  @RepeatedTest(2)
  void isRepeated() {}

  @TestFactory
  Stream<DynamicNode> factory() {
    DynamicTest test = DynamicTest.dynamicTest("test", () -> {});
    return Stream.of(test, DynamicContainer.dynamicContainer("container", Stream.of(test)));
  }

  @Nested
  class Inner {

    @Test
    void isNested() {}

    @Nested
    class Deep {

      @Test
      void passes() {}
    }
  }
}
