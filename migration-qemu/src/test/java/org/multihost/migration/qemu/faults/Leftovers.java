package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What runs have left of themselves on this machine: QEMU processes and their directories. */
final class Leftovers {

  private Leftovers() {}

  /** Those of the runs with these ids. */
  static List<String> of(List<String> runs) throws IOException {
    List<String> left = new ArrayList<>();
    ProcessHandle.allProcesses()
        .map(Leftovers::commandLine)
        .filter(command -> command.contains("qemu-system"))
        .filter(command -> runs.stream().anyMatch(command::contains))
        .forEach(left::add);
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      files
          .map(Path::toString)
          .filter(file -> runs.stream().anyMatch(run -> file.contains("mh-" + run)))
          .forEach(left::add);
    }
    return left;
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }
}
