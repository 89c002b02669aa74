package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A guest: its files, its commands and its time, which passes only while it runs. It moves from
 * process to process. Guarded by the hypervisor.
 */
final class MemoryGuest {

  private final MemoryHypervisor hypervisor;
  private final GuestScript script;
  private final Map<String, byte[]> files = new HashMap<>();
  private final List<MemoryWork> works = new ArrayList<>();
  private final List<Runnable> stopped = new ArrayList<>();
  private MemoryProcess home;
  private boolean running;
  private int boots;
  private CompletableFuture<Void> booted = new CompletableFuture<>();

  MemoryGuest(MemoryHypervisor hypervisor, GuestScript script, MemoryProcess home) {
    this.hypervisor = hypervisor;
    this.script = script;
    this.home = home;
  }

  GuestScript script() {
    return script;
  }

  Map<String, byte[]> files() {
    return files;
  }

  List<MemoryWork> works() {
    return works;
  }

  MemoryProcess home() {
    return home;
  }

  boolean isRunning() {
    return running;
  }

  /** Completes when its shell answers. */
  CompletableFuture<Void> booted() {
    return booted;
  }

  /** Begins to boot, or does so anew. */
  void boot() {
    boots++;
    files.clear();
    works.clear();
    booted = new CompletableFuture<>();
    CompletableFuture<Void> now = booted;
    after(script.boot(), () -> now.complete(null));
    script.lines().forEach(line -> after(line.at(), () -> write(line.text())));
  }

  private void write(String text) {
    MemoryProcess process;
    synchronized (hypervisor) {
      process = home;
    }
    process.console().write(text);
    if (text.contains("Kernel panic")) {
      process.crashed(text);
    }
  }

  /** Runs a task when so much of this guest's time has passed; not if it boots anew before. */
  void after(Duration time, Runnable task) {
    int boot = boots;
    hypervisor.clock().after(time, () -> whenRunning(boot, task));
  }

  private void whenRunning(int boot, Runnable task) {
    synchronized (hypervisor) {
      if (boot != boots) {
        return;
      }
      if (!running) {
        stopped.add(() -> whenRunning(boot, task));
        return;
      }
    }
    task.run();
  }

  void run() {
    running = true;
    stopped.forEach(hypervisor::soon);
    stopped.clear();
  }

  void stop() {
    running = false;
  }

  /** It is in another process now, stopped. */
  void moveTo(MemoryProcess process) {
    stop();
    home = process;
  }

  /** The same guest once more, stopped, as a process has it that it has left. */
  MemoryGuest copy() {
    MemoryGuest copy = new MemoryGuest(hypervisor, script, home);
    copy.booted = booted;
    copy.files.putAll(files);
    works.forEach(work -> copy.works.add(work.in(copy)));
    return copy;
  }

  /** Runs a command. */
  void perform(String command, Consumer<Answer> ended) {
    after(
        Duration.ZERO,
        () -> {
          Answer answer;
          synchronized (hypervisor) {
            if (command.equals(MemoryShell.CRASH)) {
              write("Kernel panic - not syncing: sysrq triggered crash");
              return;
            }
            if (command.equals("poweroff -f")) {
              home.poweredOff();
              return;
            }
            answer = answer(command);
          }
          if (answer.takes().isZero()) {
            ended.accept(answer);
          } else {
            after(answer.takes(), () -> ended.accept(answer));
          }
        });
  }

  private Answer answer(String command) {
    Answer scripted = script.answers().get(command);
    return scripted == null ? MemoryShell.answer(command, files) : scripted;
  }

  MemoryWork start(String command) {
    MemoryWork work = new MemoryWork(this, works.size() + 1, command, hypervisor.clock().now());
    works.add(work);
    perform(command, work::ended);
    return work;
  }
}
