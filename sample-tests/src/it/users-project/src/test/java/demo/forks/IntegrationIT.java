package demo.forks;

import demo.Marks;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class that Failsafe finds by its name. */
@MultihostMigration(hosts = "only")
class IntegrationIT {

  @Test
  void passes(Hosts hosts) {
    Marks.leave(hosts.self(), "integration");
  }
}
