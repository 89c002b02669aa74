package org.multihost.migration.qemu.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM that starts a process under the watchdog, says which, and waits to be killed. */
final class HoldsProcessTestCase {

  private HoldsProcessTestCase() {}

  public static void main(String[] arguments) throws Exception {
    RunDirectory directory = RunDirectory.named("victim", "source");
    QemuLaunch launch =
        new QemuLaunch(
            "vm1",
            directory,
            List.of("sleep", "1000"),
            List.of("qmp"),
            Map.of(),
            List.of(),
            Path.of(arguments[0], "vm1.qemu.log"));
    Thread starter =
        new Thread(
            () -> {
              QemuProcess process = QemuProcess.start(launch);
              System.out.println(process.pid());
              System.out.println(directory.path());
            });
    starter.start();
    starter.join();
    System.in.read();
  }
}
