package org.multihost.migration.qemu.process;

import java.time.Duration;

/** The timeouts of the steps by which a process is ended. */
record ShutdownTimeouts(Duration afterQuit, Duration afterTerm, Duration afterKill) {

  static final ShutdownTimeouts STANDARD =
      new ShutdownTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
}
