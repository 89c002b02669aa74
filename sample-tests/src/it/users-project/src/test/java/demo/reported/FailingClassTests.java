package demo.reported;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;

/** A class that fails on both hosts, outside of its tests. */
@MultihostMigration(hosts = {"source", "destination"})
class FailingClassTests {

  @BeforeAll
  static void fails() {
    throw new IllegalArgumentException("no luck before");
  }

  @Test
  void isNotRun() {}
}
