package org.multihost.migration.internal.scenario.vm;

import org.multihost.migration.spi.LocalVm;

/** The power supply of VMs: it ends the process of one, and starts another. */
interface VmPower {

  /** Ends the process of a VM. */
  void end(LocalVm process);

  /** Starts a VM on this host, and watches it. */
  LocalVm start(ManagedVm vm);
}
