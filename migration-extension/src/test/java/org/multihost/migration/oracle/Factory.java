package org.multihost.migration.oracle;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A factory of two tests; what the hosts do in step is done by the first. */
abstract class Factory extends Acted {

  @TestFactory
  Stream<DynamicTest> factory(Rendezvous rendezvous, Hosts hosts) {
    actor().at(Point.TEST);
    return Stream.of(
        DynamicTest.dynamicTest("in step", () -> actor().body(new TestTools(rendezvous, hosts))),
        DynamicTest.dynamicTest("alone", () -> actor().at(Point.DYNAMIC)));
  }
}
