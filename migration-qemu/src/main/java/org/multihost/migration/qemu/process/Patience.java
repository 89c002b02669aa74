package org.multihost.migration.qemu.process;

import java.time.Duration;

/** How long a process may take to end after each thing that it is told. */
record Patience(Duration afterQuit, Duration afterTerm, Duration afterKill) {

  static final Patience STANDARD =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
}
