package org.multihost.migration.qemu.process;

import java.time.Duration;

/** How long a process may take to end after each thing that it is told. */
record ShutdownTimeouts(Duration afterQuit, Duration afterTerm, Duration afterKill) {

  static final ShutdownTimeouts STANDARD =
      new ShutdownTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
}
