package org.multihost.migration.oracle;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A factory of two tests; what the hosts do in step is done by the first. */
abstract class Factory extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends Factory {}

  @On2
  static final class With2 extends Factory {}

  @On3
  static final class With3 extends Factory {}

  @On4
  static final class With4 extends Factory {}

  @TestFactory
  Stream<DynamicTest> factory(Rendezvous rendezvous, Hosts hosts) {
    actor().at(Point.TEST);
    return Stream.of(
        DynamicTest.dynamicTest("in step", () -> actor().body(new TestTools(rendezvous, hosts))),
        DynamicTest.dynamicTest("alone", () -> actor().at(Point.DYNAMIC)));
  }
}
