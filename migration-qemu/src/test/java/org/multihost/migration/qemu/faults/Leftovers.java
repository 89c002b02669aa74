package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What runs have left of themselves on this machine: QEMU processes and their directories. */
final class Leftovers {

  private Leftovers() {}

  /**
   * Those of the runs with these ids, after their watchdogs have had that time: a watchdog acts when
   * its JVM is gone, so nobody of the run waits for it.
   */
  static List<String> of(List<String> runs, Duration patience) throws IOException {
    CompletableFuture.allOf(
            processes(runs).map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    List<String> left = new ArrayList<>(processes(runs).map(Leftovers::described).toList());
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      files
          .map(Path::toString)
          .filter(file -> runs.stream().anyMatch(run -> file.contains("mh-" + run)))
          .forEach(left::add);
    }
    return left;
  }

  /** QEMU, and the shell that watches it: the command line of both names it and its run. */
  private static Stream<ProcessHandle> processes(List<String> runs) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains("qemu-system"))
        .filter(process -> runs.stream().anyMatch(commandLine(process)::contains));
  }

  private static String described(ProcessHandle process) {
    return "process %d: %s".formatted(process.pid(), commandLine(process).replace('\0', ' '));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }
}
