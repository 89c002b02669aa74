package org.multihost.migration.internal.scenario.vm;

import org.multihost.migration.VmState;

/** The way back of a VM on the source of a failed migration. */
record WayBack(ManagedVm vm, PauseRecord pauses) {

  private static final String WHAT = "its way back";

  /**
   * Resumes the VM. A guest that the migration has stopped runs again; a guest that was paused
   * before is paused again.
   *
   * @param ranBefore whether the guest ran before the migration
   * @return false if the guest ran before and is paused now, unless the test has paused it since
   */
  boolean goOn(boolean ranBefore) {
    VmState state = vm.state();
    boolean stopped = pauses.endForMigration();
    if (state == VmState.MIGRATED || stopped && state == VmState.PAUSED) {
      vm.here(WHAT).resume();
      if (!ranBefore) {
        vm.here(WHAT).pause();
      }
    }
    return !ranBefore || pauses.isByTest() || vm.state() != VmState.PAUSED;
  }
}
