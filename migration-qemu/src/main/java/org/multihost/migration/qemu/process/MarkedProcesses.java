package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The processes that have descended from one companion, also those whose parents have ended and
 * that have a session of their own: they inherit a mark in their environment. Empty where the
 * system does not show the environments of processes.
 *
 * @param mark a text that no other process has
 */
record MarkedProcesses(String mark) {

  /** The environment variable, not one of a setting; the watchdog's script reads it, too. */
  static final String VARIABLE = "COMPANION_OF_MULTIHOST";

  private static final Path PROCESSES = Path.of("/proc");

  /** A process that is killed may have started another one just before. */
  private static final int ROUNDS = 3;

  static MarkedProcesses create() {
    return new MarkedProcesses(UUID.randomUUID().toString());
  }

  void addTo(Map<String, String> environment) {
    environment.put(VARIABLE, mark);
  }

  /** Kills all of them but the watchdog. */
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> found = find();
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> find() {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isDirectory(PROCESSES)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : all) {
        if (isMarked(process)) {
          handle(process).filter(each -> !Watchdog.is(each)).ifPresent(found::add);
        }
      }
    } catch (IOException unreadable) {
      return found;
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(VARIABLE + "=" + mark);
    } catch (IOException endedOrOfAnotherUser) {
      return false;
    }
  }

  private static Optional<ProcessHandle> handle(Path process) {
    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
  }
}
