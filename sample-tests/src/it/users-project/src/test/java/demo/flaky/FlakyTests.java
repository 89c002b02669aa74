package demo.flaky;

import demo.Marks;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** A class that fails on one host in its first run, and passes in its second. */
@MultihostMigration(hosts = {"source", "destination"})
class FlakyTests {

  @Test
  void failsOnce(Hosts hosts, Rendezvous rendezvous) {
    rendezvous.barrier("met");
    if (hosts.self().equals("destination") && !Marks.has("destination", "failed")) {
      Marks.leave("destination", "failed");
      throw new IllegalStateException("the first run");
    }
    rendezvous.barrier("passed");
    Marks.leave(hosts.self(), "passed");
  }
}
