package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;

/**
 * The companions of one QEMU process: the programs that {@link
 * org.multihost.migration.MigrateVm#companions()} declares. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QemuCompanions implements AutoCloseable {

  private final List<CompanionProcess> processes = new ArrayList<>();

  private QemuCompanions() {}

  /**
   * Starts the companions, one after the other; each listens before the next one starts.
   *
   * @throws VirtualMachineException if one does not start; nothing is left then
   */
  @API(status = INTERNAL)
  public static QemuCompanions start(List<CompanionLaunch> launches, Duration timeout) {
    QemuCompanions companions = new QemuCompanions();
    try {
      launches.forEach(each -> companions.processes.add(CompanionProcess.start(each, timeout)));
      return companions;
    } catch (RuntimeException failed) {
      new Closer().add(companions).runAfter(failed);
      throw failed;
    }
  }

  /** Returns the names, in the order of the start. */
  public List<String> names() {
    return processes.stream().map(CompanionProcess::name).toList();
  }

  /** Returns the process id of a companion. */
  public long pid(String name) {
    return named(name).pid();
  }

  /** Whether a companion is running. */
  public boolean isAlive(String name) {
    return named(name).isAlive();
  }

  /** Kills a companion as a fault that the test injects; its exit is then no failure. */
  public void kill(String name) {
    named(name).kill();
  }

  private CompanionProcess named(String name) {
    return processes.stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no companion [%s]; the virtual machine has %s"
                        .formatted(name, names())));
  }

  /**
   * Completes with an error when the first of them exits unexpectedly, or when a signal has stopped
   * it for five seconds.
   *
   * @param executor checks the processes once per interval
   */
  @API(status = INTERNAL)
  public CompletionStage<VirtualMachineException> failed(
      ScheduledExecutorService executor, Duration interval) {
    CompletableFuture<VirtualMachineException> first = new CompletableFuture<>();
    processes.forEach(each -> each.failed(executor, interval).thenAccept(first::complete));
    return first.minimalCompletionStage();
  }

  /** Returns the condition and the last output of each, for a diagnosis. */
  @API(status = INTERNAL)
  public List<Condition> conditions() {
    return processes.stream()
        .map(
            each ->
                new Condition(
                    "companion [%s] %s".formatted(each.name(), each.condition()),
                    !each.isAlive(),
                    each.lastLines()))
        .toList();
  }

  /**
   * The condition of a companion.
   *
   * @param text the condition in words
   * @param ended whether the process has exited
   * @param output the last lines of its output
   */
  @API(status = INTERNAL)
  public record Condition(String text, boolean ended, List<String> output) {}

  /** Returns the log files of the outputs. */
  @API(status = INTERNAL)
  public List<Path> logs() {
    return processes.stream().map(each -> each.launch().log()).toList();
  }

  /** Ends the companions, the last one first. */
  @Override
  @API(status = INTERNAL)
  public void close() {
    Closer closing = new Closer();
    for (int last = processes.size() - 1; last >= 0; last--) {
      closing.add(processes.get(last));
    }
    closing.run();
  }
}
