package demo.forks;

import demo.Marks;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class on one host, beside {@link SecondTests}. */
@MultihostMigration(hosts = "only")
class FirstTests {

  @Test
  void passes(Hosts hosts) {
    Marks.leave(hosts.self(), "first");
  }
}
