package org.multihost.migration.internal.controller.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The workers that serve, by host: each is connected, and its end will be reported. A start that
 * fails leaves no worker behind. Used by one thread, except for {@link #kill}.
 */
public final class ServingWorkers {

  /** A starter of worker processes; a worker then connects by itself. */
  interface Starter {

    /**
     * @param limit the timeout of its connection
     */
    WorkerProcess start(String host, Duration limit) throws IOException;
  }

  private final Starter starter;
  private final Consumer<String> replace;
  private final Predicate<String> debugged;
  private final BlockingQueue<WorkerMessage> inbox;
  private final Map<String, WorkerProcess> byHost = new ConcurrentHashMap<>();

  /**
   * Creates an instance without workers.
   *
   * @param replace allows another process to become a host, whatever state the previous process
   *     left
   * @param debugged whether a host's worker may wait for a debugger without a timeout
   * @param inbox receives the messages of the workers
   */
  ServingWorkers(
      Starter starter,
      Consumer<String> replace,
      Predicate<String> debugged,
      BlockingQueue<WorkerMessage> inbox) {
    this.starter = starter;
    this.replace = replace;
    this.debugged = debugged;
    this.inbox = inbox;
  }

  /**
   * Returns the workers of the hosts, in order. Those that do not serve are started, all at once.
   *
   * @param limit the timeout of each connection
   * @throws org.multihost.migration.MultihostException if a worker does not connect
   */
  public List<WorkerProcess> of(List<String> hosts, Duration limit) throws InterruptedException {
    List<String> missing = hosts.stream().filter(host -> !serves(host)).toList();
    for (String host : missing) {
      WorkerProcess old = byHost.remove(host);
      if (old != null) {
        end(List.of(old), "another one takes its place");
      }
      replace.accept(host);
    }
    startAll(missing, limit).forEach(worker -> byHost.put(worker.host(), worker));
    return hosts.stream().map(byHost::get).toList();
  }

  private boolean serves(String host) {
    WorkerProcess worker = byHost.get(host);
    return worker != null && worker.serves();
  }

  private List<WorkerProcess> startAll(List<String> hosts, Duration limit)
      throws InterruptedException {
    List<WorkerProcess> started = new ArrayList<>();
    boolean complete = false;
    try {
      for (String host : hosts) {
        started.add(start(host, limit));
      }
      for (WorkerProcess worker : started) {
        worker.connect(!debugged.test(worker.host()), inbox);
      }
      complete = true;
    } finally {
      if (!complete) {
        end(started, "not all hosts of the class could be started");
      }
    }
    return started;
  }

  private WorkerProcess start(String host, Duration limit) {
    try {
      return starter.start(host, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The worker of host [%s] cannot be started: %s".formatted(host, e.getMessage()), e);
    }
  }

  private static void end(List<WorkerProcess> workers, String why) {
    workers.forEach(worker -> worker.kill(why));
    workers.forEach(WorkerProcess::awaitExit);
  }

  /** Kills a host's worker, if it has one; safe for use by any thread. */
  void kill(String host, String why) {
    WorkerProcess worker = byHost.get(host);
    if (worker != null) {
      worker.kill(why);
    }
  }

  /** Asks all workers to exit, and waits for them in bounded time. */
  void dismiss() {
    List<WorkerProcess> workers = List.copyOf(byHost.values());
    workers.forEach(WorkerProcess::dismiss);
    workers.forEach(WorkerProcess::awaitExit);
  }
}
