package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The memory that the controller and its workers take, as the operating system counts it. */
final class Memory {

  private static final String RESIDENT = "VmRSS:";

  private Memory() {}

  static String ofJvms() {
    Stream<ProcessHandle> workers =
        ProcessHandle.current()
            .children()
            .filter(each -> each.info().command().orElse("").endsWith("/java"));
    return "controller "
        + ofProcess(ProcessHandle.current())
        + ", workers "
        + workers.map(Memory::ofProcess).collect(Collectors.joining(" "));
  }

  private static String ofProcess(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
          .findFirst()
          .orElse("?");
    } catch (IOException gone) {
      return "gone";
    }
  }
}
