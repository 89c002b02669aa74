package org.multihost.migration.oracle;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test that is repeated once. */
abstract class Repeated extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends Repeated {}

  @On2
  static final class With2 extends Repeated {}

  @On3
  static final class With3 extends Repeated {}

  @On4
  static final class With4 extends Repeated {}

  @RepeatedTest(2)
  void repeated(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
