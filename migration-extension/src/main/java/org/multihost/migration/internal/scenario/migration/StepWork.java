package org.multihost.migration.internal.scenario.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.GuestSession;
import org.multihost.migration.HostRole;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationStream;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/** The context of a step of the test's own. */
record StepWork(MigrationContext context) implements MigrationWork {

  @Override
  public HostRole role() {
    return context.role();
  }

  @Override
  public VirtualMachine vm() {
    return onlyVm("vm()");
  }

  @Override
  public GuestSession session() {
    return onlyVm("session()").session();
  }

  private VirtualMachine onlyVm(String call) {
    List<ManagedVm> vms = context.plan().vms();
    if (vms.size() > 1) {
      List<String> names = vms.stream().map(ManagedVm::name).toList();
      throw new IllegalStateException(
          "work.%s is for a migration of one virtual machine, and %s migrates %s; call work.vm(\"%s\") or name another of them"
              .formatted(call, context.plan().title(), names, names.get(0)));
    }
    return vms.get(0);
  }

  @Override
  public VirtualMachine vm(String name) {
    return context.test().vms().vm(name);
  }

  @Override
  public <T> T arriving(String vm, Class<T> type) {
    return context.underWay().arriving(context.test().vms().managed(vm)).unwrap(type);
  }

  @Override
  public <T> T source(String vm, Class<T> type) {
    return context.underWay().leaving(context.test().vms().managed(vm)).unwrap(type);
  }

  @Override
  public MigrationResult result() {
    @Nullable MigrationResult known = context.record().resultIfKnown();
    if (known == null) {
      throw new IllegalStateException(
          "The result of %s is not known in this step; ask for it in checkWork, checkSource or afterMigration"
              .formatted(context.plan().title()));
    }
    return known;
  }

  @Override
  public Migration migration() {
    return new StepMigration(context);
  }

  @Override
  public MigrationStream stream() {
    return context.underWay().stream();
  }

  @Override
  public BackgroundStep background(String name, MigrationStep step) {
    return context
        .underWay()
        .begin(name, () -> BackgroundThread.start(name, step, this, context.test()));
  }

  @Override
  public void put(String name, @Nullable Object value) {
    context.test().workValues().put(context.plan(), context.record().phase(), name, value);
  }

  @Override
  public <T extends @Nullable Object> T get(String name, Class<T> type) {
    return context.test().workValues().get(context.plan(), context.record().phase(), name, type);
  }

  @Override
  public void log(String text) {
    context.say(text);
  }
}
