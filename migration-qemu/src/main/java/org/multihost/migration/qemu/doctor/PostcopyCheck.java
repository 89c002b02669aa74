package org.multihost.migration.qemu.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The check of page faults that a process handles itself, which QEMU needs for post-copy.
 *
 * @param root the root directory of the host
 * @param privileges those of this process
 */
record PostcopyCheck(Path root, Privileges privileges) implements Check {

  private static final String NAME = "post-copy";
  private static final String USE = "migrations with the capability postcopy-ram, to this host";

  @Override
  public Finding run() {
    Path device = root.resolve("dev/userfaultfd");
    Path allowed = root.resolve("proc/sys/vm/unprivileged_userfaultfd");
    if (privileges.mayTrace()) {
      return Finding.ok(NAME, "this user has the capability CAP_SYS_PTRACE", USE);
    }
    if (Files.isReadable(device) && Files.isWritable(device)) {
      return Finding.ok(NAME, device.toString(), USE);
    }
    return isOne(allowed)
        ? Finding.ok(NAME, "[" + allowed + "] is 1", USE)
        : Finding.of(
            NAME,
            Finding.State.MISSING,
            "[%s] is not 1, and [%s] is not open to this user".formatted(allowed, device),
            USE,
            "Allow it, as root, with [sysctl -w vm.unprivileged_userfaultfd=1]");
  }

  private static boolean isOne(Path file) {
    try {
      return Files.readString(file).strip().equals("1");
    } catch (IOException none) {
      return false;
    }
  }
}
