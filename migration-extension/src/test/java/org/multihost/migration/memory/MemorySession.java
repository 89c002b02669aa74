package org.multihost.migration.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;

/** A shell in a guest in memory, through the process that it was opened in. */
final class MemorySession implements GuestSession {

  private final MemoryProcess vm;
  private final MemoryGuest guest;
  private final MemoryHypervisor hypervisor;
  private final Duration limit;
  private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String ended;

  MemorySession(MemoryProcess vm, MemoryGuest guest, Duration limit) {
    this.vm = vm;
    this.guest = guest;
    this.hypervisor = vm.hypervisor();
    this.limit = limit;
  }

  boolean isOpen() {
    return ended == null;
  }

  /** Ends it, and what waits for it. */
  void end(String reason) {
    ended = reason;
    pending.forEach(
        each -> hypervisor.soon(() -> each.completeExceptionally(failure("A command", reason))));
  }

  /** Something waits for an answer through it. */
  void expect(CompletableFuture<?> answer) {
    pending.add(answer);
  }

  void forget(CompletableFuture<?> answer) {
    pending.remove(answer);
  }

  @Override
  public CommandResult run(String command) {
    return run(command, limit);
  }

  @Override
  public CommandResult run(String command, Duration timeout) {
    CommandResult result = runUnchecked(command, timeout);
    if (result.exitCode() != 0) {
      throw failure(
          "Command [" + command + "]",
          "failed with exit status [%d], and has written [%s]"
              .formatted(result.exitCode(), result.output()));
    }
    return result;
  }

  @Override
  public CommandResult runUnchecked(String command) {
    return runUnchecked(command, limit);
  }

  @Override
  public CommandResult runUnchecked(String command, Duration timeout) {
    Duration start = hypervisor.clock().now();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    String title = "Command [" + command + "]";
    return waited(
        answer,
        title,
        timeout,
        () -> guest.perform(command, answer::complete),
        found ->
            new CommandResult(
                found.exitCode(), found.output(), hypervisor.clock().now().minus(start)));
  }

  private <T, R> R waited(
      CompletableFuture<T> future,
      String title,
      Duration timeout,
      Runnable begin,
      Function<T, R> result) {
    pending.add(future);
    try {
      synchronized (hypervisor) {
        requireOpen(title);
        begin.run();
      }
      T found =
          hypervisor.await(
              future,
              timeout,
              () -> failure(title, "did not end within " + timeout.toMillis() + " ms"));
      return result.apply(found);
    } finally {
      pending.remove(future);
    }
  }

  private void requireOpen(String title) {
    String reason = ended;
    if (reason != null) {
      throw failure(title, reason);
    }
  }

  private GuestException failure(String what, String problem) {
    return new GuestException(
        "%s in virtual machine [%s] %s; its console ends with:%n%s"
            .formatted(what, vm.name(), problem, vm.console().lastLines(10)));
  }

  @Override
  public BackgroundWork start(String command) {
    synchronized (hypervisor) {
      requireOpen("The start of [" + command + "]");
      return new Handle(guest.start(command));
    }
  }

  @Override
  public List<BackgroundWork> started() {
    synchronized (hypervisor) {
      requireOpen("A list of background work");
      return guest.works().stream().<BackgroundWork>map(Handle::new).toList();
    }
  }

  @Override
  public void copyTo(Path local, String remote) {
    try {
      byte[] content = Files.readAllBytes(local);
      synchronized (hypervisor) {
        requireOpen("Copying to [" + remote + "]");
        guest.files().put(remote, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void copyFrom(String remote, Path local) {
    byte[] content;
    synchronized (hypervisor) {
      requireOpen("Copying from [" + remote + "]");
      content =
          Optional.ofNullable(guest.files().get(remote))
              .orElseThrow(() -> failure("File [" + remote + "]", "does not exist"));
    }
    try {
      Files.write(local, Objects.requireNonNull(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Background work as this session sees it. */
  private final class Handle implements BackgroundWork {

    private final MemoryWork work;

    Handle(MemoryWork work) {
      this.work = work;
    }

    @Override
    public int number() {
      return work.number();
    }

    @Override
    public String command() {
      return work.command();
    }

    @Override
    public boolean isRunning() {
      requireOpen("Background work [" + command() + "]");
      return !work.result().isDone();
    }

    @Override
    public CommandResult await(Duration timeout) {
      CompletableFuture<CommandResult> result = work.result().copy();
      return waited(
          result, "Background work [" + command() + "]", timeout, () -> {}, found -> found);
    }

    @Override
    public CommandResult stop() {
      requireOpen("Background work [" + command() + "]");
      work.stop();
      return work.result().join();
    }
  }
}
