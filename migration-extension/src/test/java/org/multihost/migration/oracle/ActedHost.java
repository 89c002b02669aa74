package org.multihost.migration.oracle;

import java.util.Optional;
import org.multihost.migration.internal.rendezvous.MessageRun;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.MigrationScript;
import org.multihost.migration.memory.MigrationScript.Ending;

/** A host of a run in memory, and its machines. */
record ActedHost(String name, MessageRun run, MemoryHypervisor hypervisor) implements Actor.Host {

  @Override
  public void lose() {
    run.lose(name, "its process ended");
    hypervisor.processes().stream()
        .filter(each -> each.host().equals(name))
        .forEach(MemoryProcess::die);
  }

  @Override
  public void migrationsGoWell() {
    hypervisor.otherMigrations(MigrationScript.COMPLETES);
  }

  @Override
  public boolean vm(Action action, int number) {
    if (action == Action.MIGRATION_GOES_WRONG) {
      hypervisor.otherMigrations(MigrationScript.COMPLETES.ending(Ending.values()[number]));
      return true;
    }
    String vm = "vm" + number;
    Optional<MemoryProcess> here =
        hypervisor.processes().stream()
            .filter(each -> each.host().equals(name) && each.name().equals(vm))
            .filter(each -> hypervisor.running(vm).contains(name))
            .findFirst();
    here.ifPresent(
        process -> {
          switch (action) {
            case VM_DIES -> process.die();
            case VM_PANICS -> process.panic("by the script");
            default -> process.freeze();
          }
        });
    return here.isPresent();
  }
}
