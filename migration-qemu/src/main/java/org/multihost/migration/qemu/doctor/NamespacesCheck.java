package org.multihost.migration.qemu.doctor;

import org.multihost.migration.qemu.install.HostPart;
import org.multihost.migration.qemu.install.HostSystem;

/**
 * The check of network namespaces, which stand for hosts in tests of this project.
 *
 * @param privileges those of this process
 */
record NamespacesCheck(HostSystem system, Privileges privileges) implements Check {

  private static final String NAME = "namespaces";
  private static final String USE =
      "several hosts with networks of their own on this computer, with [ip netns exec]";

  @Override
  public Finding run() {
    if (!privileges.mayAdminister()) {
      return Finding.of(
          NAME,
          Finding.State.MISSING,
          "this user may not make network namespaces",
          USE,
          "Run as root, in a container with the capability CAP_SYS_ADMIN");
    }
    return system
        .program("ip")
        .map(program -> Finding.ok(NAME, program.toString(), USE))
        .orElseGet(
            () ->
                Finding.of(
                    NAME,
                    Finding.State.MISSING,
                    "no program [ip] in " + system.searchPath(),
                    USE,
                    HostPart.IPROUTE.remedy(system)));
  }
}
