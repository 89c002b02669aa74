package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** Hosts meet and hand values to each other in the test's own code; no machine is needed. */
@MultihostMigration(hosts = {"north", "south", "west"})
class MeetAndExchangeTests {

  /** What one host tells the others about itself. */
  record Greeting(String host, long processId) {}

  @Test
  void everyHostHearsEveryOther(Rendezvous rendezvous, Hosts hosts) {
    Greeting mine = new Greeting(hosts.self(), ProcessHandle.current().pid());

    Map<String, Greeting> all = rendezvous.exchange("greeting", mine);

    assertThat(all).containsOnlyKeys(hosts.names()).containsEntry(hosts.self(), mine);
    assertThat(all.values()).extracting(Greeting::processId).doesNotHaveDuplicates();
  }

  @Test
  void oneHostTellsTheOthers(Rendezvous rendezvous, Hosts hosts) {
    if (hosts.isSelf("north")) {
      rendezvous.publish("share", "/srv/images");
    } else {
      assertThat(rendezvous.await("share", String.class)).isEqualTo("/srv/images");
    }
  }

  @Test
  void someHostsMeetWithoutTheRest(Rendezvous rendezvous, Hosts hosts) {
    if (List.of("north", "south").contains(hosts.self())) {
      rendezvous.barrier("disks are ready", Duration.ofSeconds(30), "north", "south");
    }
    rendezvous.barrier("all are ready");
  }
}
