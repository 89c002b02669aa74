package org.multihost.migration.qemu.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A JVM that starts a companion with a descendant, says its process id, and waits to be killed. */
final class HoldsCompanionTestCase {

  private HoldsCompanionTestCase() {}

  public static void main(String[] arguments) throws Exception {
    CompanionLaunch launch =
        new CompanionLaunch(
            "vm1",
            "helper",
            List.of(
                "sh",
                "-c",
                "cd '%s'; (setsid sleep 1000 & echo $! > descendant); exec sleep 1000"
                    .formatted(arguments[0])),
            Optional.empty(),
            Path.of(arguments[0], "helper.log"));
    System.out.println(QemuCompanions.start(List.of(launch), Duration.ofSeconds(10)).pid("helper"));
    System.in.read();
  }
}
