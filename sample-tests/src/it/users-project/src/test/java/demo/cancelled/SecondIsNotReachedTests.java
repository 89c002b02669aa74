package demo.cancelled;

import demo.Marks;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;

/** A class that does not start when the run was cancelled before. */
@MultihostMigration(hosts = "only")
class SecondIsNotReachedTests {

  @Test
  void passes(Hosts hosts) {
    Marks.leave(hosts.self(), "next-class");
  }
}
