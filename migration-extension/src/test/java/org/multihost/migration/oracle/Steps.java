package org.multihost.migration.oracle;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.multihost.migration.Hosts;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.Rendezvous;

/** The steps of one test's body on one host. */
final class Steps {

  private final TestTools tools;
  private final ActedHooks hooks;
  private final int vms;
  private int taken;

  Steps(TestTools tools, ActedHooks hooks, int vms) {
    this.tools = tools;
    this.hooks = hooks;
    this.vms = vms;
  }

  void take(Step step) {
    Rendezvous rendezvous = tools.rendezvous();
    Hosts hosts = tools.hosts();
    taken++;
    switch (step) {
      case BARRIER -> rendezvous.barrier("barrier " + taken);
      case EXCHANGE -> rendezvous.exchange("exchange " + taken, hosts.self());
      case HAND_OVER -> {
        if (hosts.isSelf(hosts.master())) {
          rendezvous.publish("value " + taken, taken);
        } else {
          rendezvous.await("value " + taken, Integer.class);
        }
      }
      case MIGRATE -> migration().run();
      case MIGRATE_ON_ITS_OWN -> migration().start();
      case MIGRATE_AT_ONCE -> {
        List<Migration> started =
            IntStream.rangeClosed(1, vms).mapToObj(vm -> migration("vm" + vm).start()).toList();
        started.forEach(Migration::join);
      }
    }
  }

  private MigrationBuilder migration(String... vms) {
    return hooks.on(Objects.requireNonNull(tools.migrations()).migrate(vms));
  }
}
