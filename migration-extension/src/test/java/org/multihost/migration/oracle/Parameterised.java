package org.multihost.migration.oracle;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test with as many arguments as the script has for this host. */
abstract class Parameterised extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends Parameterised {}

  @On2
  static final class With2 extends Parameterised {}

  @On3
  static final class With3 extends Parameterised {}

  @On4
  static final class With4 extends Parameterised {}

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
