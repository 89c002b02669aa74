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

  /** How long a watchdog may need, on a busy machine. */
  private static final Duration WATCHDOG = Duration.ofSeconds(10);

  private Leftovers() {}

  /** Those of the runs with these ids. */
  public static List<String> of(List<String> runs) throws IOException {
    return of(runs, WATCHDOG);
  }

  /**
   * The same, after their watchdogs have had that time: a watchdog acts when its JVM is gone, so
   * nobody of the run waits for it.
   */
  public static List<String> of(List<String> runs, Duration patience) throws IOException {
    List<String> left = new ArrayList<>(among(processes(runs), patience));
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      files
          .map(Path::toString)
          .filter(file -> runs.stream().anyMatch(run -> file.contains("mh-" + run)))
          .forEach(left::add);
    }
    return left;
  }

  /** Those of these processes, none of which should be there. */
  static List<String> among(List<ProcessHandle> processes) {
    return among(processes, WATCHDOG);
  }

  private static List<String> among(List<ProcessHandle> processes, Duration patience) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return processes.stream().filter(ProcessHandle::isAlive).map(Leftovers::described).toList();
  }

  /** QEMU, and the shell that watches it: the command line of both names it and its run. */
  private static List<ProcessHandle> processes(List<String> runs) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains("qemu-system"))
        .filter(process -> runs.stream().anyMatch(commandLine(process)::contains))
        .toList();
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
