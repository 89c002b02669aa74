package demo.reported;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;

/** A disabled class of two tests. */
@MultihostMigration(hosts = {"source", "destination"})
@Disabled("whole class")
class DisabledTests {

  @Test
  void first() {}

  @Test
  void second() {}
}
