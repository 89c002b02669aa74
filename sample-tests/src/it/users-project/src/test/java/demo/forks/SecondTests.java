package demo.forks;

import demo.Marks;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class on one host, beside {@link FirstTests}. */
@MultihostMigration(hosts = "only")
class SecondTests {

  @Test
  void passes(Hosts hosts) {
    Marks.leave(hosts.self(), "second");
  }
}
