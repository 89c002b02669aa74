package org.multihost.migration.oracle;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** Two tests with one instance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PerClass extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends PerClass {}

  @On2
  static final class With2 extends PerClass {}

  @On3
  static final class With3 extends PerClass {}

  @On4
  static final class With4 extends PerClass {}

  @Test
  void first(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Test
  void second(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
