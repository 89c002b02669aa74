package demo.cancelled;

import demo.Marks;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class whose first test fails; its second one still runs. */
@MultihostMigration(hosts = "only")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstFailsTests {

  @Test
  @Order(1)
  void fails() {
    throw new IllegalStateException("enough to stop");
  }

  @Test
  @Order(2)
  void passes(Hosts hosts) {
    Marks.leave(hosts.self(), "same-class");
  }
}
