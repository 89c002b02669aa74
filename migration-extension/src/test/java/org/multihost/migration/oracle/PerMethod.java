package org.multihost.migration.oracle;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** Two tests, each with an instance of its own. */
abstract class PerMethod extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends PerMethod {}

  @On2
  static final class With2 extends PerMethod {}

  @On3
  static final class With3 extends PerMethod {}

  @On4
  static final class With4 extends PerMethod {}

  @Test
  void first(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Test
  void second(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
