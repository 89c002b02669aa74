package demo;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** The main shapes of tests, on two hosts that only meet. */
@MultihostMigration(hosts = {"source", "destination"})
class ShapesTests {

  private static void meet(String test, Hosts hosts, Rendezvous rendezvous) {
    rendezvous.barrier("met");
    Marks.leave(hosts.self(), test);
  }

  @Test
  void plain(Hosts hosts, Rendezvous rendezvous) {
    meet("plain", hosts, rendezvous);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void parameterized(String value, Hosts hosts, Rendezvous rendezvous) {
    meet("parameterized-" + value, hosts, rendezvous);
  }

  @TestFactory
  Stream<DynamicTest> factory(Hosts hosts) {
    return Stream.of("one", "two")
        .map(
            name -> DynamicTest.dynamicTest(name, () -> Marks.leave(hosts.self(), "dynamic-" + name)));
  }

  @Nested
  class Inner {

    @Test
    void nested(Hosts hosts, Rendezvous rendezvous) {
      meet("nested", hosts, rendezvous);
    }
  }
}
