package org.multihost.migration.oracle;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test, and one in a nested class. */
abstract class WithNested extends Acted {

  static final List<Class<?>> VERSIONS =
      List.of(With1.class, With2.class, With3.class, With4.class);

  @On1
  static final class With1 extends WithNested {}

  @On2
  static final class With2 extends WithNested {}

  @On3
  static final class With3 extends WithNested {}

  @On4
  static final class With4 extends WithNested {}

  @Test
  void outer(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Nested
  class Inner {
    Inner() {
      actor().at(Point.CONSTRUCTOR);
    }

    @Test
    void inner(Rendezvous rendezvous, Hosts hosts) {
      actor().body(new TestTools(rendezvous, hosts));
    }
  }
}
