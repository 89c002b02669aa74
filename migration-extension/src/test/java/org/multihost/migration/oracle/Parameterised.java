package org.multihost.migration.oracle;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test with as many arguments as the script has for this host. */
abstract class Parameterised extends Acted {

  static IntStream arguments() {
    Actor.here().at(Point.PROVIDER);
    return IntStream.rangeClosed(1, Actor.here().invocations());
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void parameterised(int argument, Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
