package org.multihost.migration.memory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.CommandResult;

/** A command in the background of a guest. */
final class MemoryWork {

  /** The exit code of a command that SIGTERM has ended. */
  private static final int TERMINATED = 143;

  private final int number;
  private final String command;
  private final Duration since;
  private final CompletableFuture<CommandResult> result = new CompletableFuture<>();
  private final MemoryGuest guest;

  MemoryWork(MemoryGuest guest, int number, String command, Duration since) {
    this.guest = guest;
    this.number = number;
    this.command = command;
    this.since = since;
  }

  /** The same work in a copy of its guest, where it goes on by itself. */
  MemoryWork in(MemoryGuest copy) {
    MemoryWork other = new MemoryWork(copy, number, command, since);
    if (result.isDone()) {
      other.result.complete(result.join());
    } else {
      copy.perform(command, other::ended);
    }
    return other;
  }

  int number() {
    return number;
  }

  String command() {
    return command;
  }

  CompletableFuture<CommandResult> result() {
    return result;
  }

  void ended(Answer answer) {
    result.complete(new CommandResult(answer.exitCode(), answer.output(), took()));
  }

  void stop() {
    result.complete(new CommandResult(TERMINATED, "", took()));
  }

  private Duration took() {
    return guest.home().hypervisor().clock().now().minus(since);
  }
}
