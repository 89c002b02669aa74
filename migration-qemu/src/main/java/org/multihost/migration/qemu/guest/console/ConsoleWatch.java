package org.multihost.migration.qemu.guest.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The detectors of what a guest's kernel reports on its console: a crash, restarts, and what
 * deserves a notice. Text is appended by one thread at a time.
 */
final class ConsoleWatch {

  private final CompletableFuture<String> crashed = new CompletableFuture<>();
  private final Map<ConsoleNotice, CompletableFuture<String>> noticed =
      new EnumMap<>(ConsoleNotice.class);
  private final ConsoleLines lines = new ConsoleLines();
  private final CrashWatch crash;
  private final RestartWatch restarts = new RestartWatch();

  ConsoleWatch(CrashPatterns patterns) {
    this.crash = new CrashWatch(patterns);
    for (ConsoleNotice kind : ConsoleNotice.values()) {
      noticed.put(kind, new CompletableFuture<>());
    }
  }

  /** Appends text; the result reports what was found, and is to be run without a lock. */
  Runnable append(CharSequence text) {
    Optional<String> found = crash.append(text);
    restarts.append(text);
    Map<ConsoleNotice, String> notices = new EnumMap<>(ConsoleNotice.class);
    for (String line : lines.append(text)) {
      noticed
          .keySet()
          .forEach(kind -> kind.in(line).ifPresent(it -> notices.putIfAbsent(kind, it)));
    }
    return () -> {
      found.ifPresent(crashed::complete);
      notices.forEach((kind, message) -> future(kind).complete(message));
    };
  }

  /** Completes with the line that reports a crash. */
  CompletionStage<String> crashed() {
    return crashed.minimalCompletionStage();
  }

  /** Completes with the first message of that kind. */
  CompletionStage<String> noticed(ConsoleNotice kind) {
    return future(kind).minimalCompletionStage();
  }

  private CompletableFuture<String> future(ConsoleNotice kind) {
    return Objects.requireNonNull(noticed.get(kind));
  }

  /** Returns the first crash so far, also from an incomplete line. */
  Optional<String> crash() {
    return crash.found();
  }

  int restarts() {
    return restarts.announced();
  }
}
