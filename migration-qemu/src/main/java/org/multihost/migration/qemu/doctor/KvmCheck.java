package org.multihost.migration.qemu.doctor;

import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.KvmObstacle;

/** The check of KVM. */
record KvmCheck(HostSystem system) implements Check {

  private static final String NAME = "KVM";
  private static final String USE =
      "guests at the speed of this host; without it QEMU emulates their processors, many times slower";

  @Override
  public Finding run() {
    return KvmObstacle.find(system)
        .map(
            obstacle ->
                Finding.of(NAME, Finding.State.MISSING, obstacle.reason(), USE, obstacle.remedy()))
        .orElseGet(() -> Finding.ok(NAME, system.kvmDevice().toString(), USE));
  }
}
