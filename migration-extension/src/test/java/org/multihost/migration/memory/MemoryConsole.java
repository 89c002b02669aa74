package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;

/** The console of a guest in memory, as one process has it. */
final class MemoryConsole implements GuestConsole {

  private record Waiting(String text, CompletableFuture<Void> came) {}

  private final String vm;
  private final MemoryHypervisor hypervisor;

  // Guarded by this.
  private final StringBuilder text = new StringBuilder();
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean ended;

  MemoryConsole(String vm, MemoryHypervisor hypervisor) {
    this.vm = vm;
    this.hypervisor = hypervisor;
  }

  void write(String line) {
    List<Waiting> released;
    synchronized (this) {
      text.append(line).append('\n');
      released = waiting.stream().filter(each -> text.indexOf(each.text()) >= 0).toList();
      waiting.removeAll(released);
    }
    released.forEach(each -> hypervisor.soon(() -> each.came().complete(null)));
  }

  void end() {
    List<Waiting> released;
    synchronized (this) {
      ended = true;
      released = List.copyOf(waiting);
      waiting.clear();
    }
    released.forEach(
        each ->
            hypervisor.soon(
                () -> each.came().completeExceptionally(absent(each.text(), "the VM has ended"))));
  }

  @Override
  public synchronized String text() {
    return text.toString();
  }

  @Override
  public String lastLines(int count) {
    List<String> lines = text().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  @Override
  public void await(String expected, Duration timeout) {
    CompletableFuture<Void> came = new CompletableFuture<>();
    synchronized (this) {
      if (text.indexOf(expected) >= 0) {
        return;
      }
      if (ended) {
        throw absent(expected, "the VM has ended");
      }
      waiting.add(new Waiting(expected, came));
    }
    hypervisor.await(came, timeout, () -> absent(expected, "within " + timeout.toMillis() + " ms"));
  }

  private GuestException absent(String expected, String why) {
    return new GuestException(
        "The console of virtual machine [%s] did not say [%s]: %s; it ends with:%n%s"
            .formatted(vm, expected, why, lastLines(10)));
  }
}
