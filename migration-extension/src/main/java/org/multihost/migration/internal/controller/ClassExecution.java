package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.worker.WorkerCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One class on all of its hosts at the same time. All of JUnit's listener calls are made on the
 * thread that runs this, because not every listener bears more than one.
 */
final class ClassExecution {

  private static final Logger LOG = LoggerFactory.getLogger(ClassExecution.class);
  private static final long SILENCE_MINUTES = 1;

  private final ClassDescriptor testClass;
  private final BlockingQueue<WorkerMessage> inbox;
  private final Function<String, Map<String, String>> parameters;
  private final Map<WorkerProcess, HostExecution> hosts = new IdentityHashMap<>();

  /**
   * Prepares it.
   *
   * @param inbox what the workers report
   * @param parameters JUnit's configuration parameters for a host
   */
  ClassExecution(
      ClassDescriptor testClass,
      BlockingQueue<WorkerMessage> inbox,
      Function<String, Map<String, String>> parameters) {
    this.testClass = testClass;
    this.inbox = inbox;
    this.parameters = parameters;
  }

  /**
   * Runs the class, for as long as its tests take and their workers live.
   *
   * @param workers one for each host of the class, in the same order
   */
  void run(int number, List<WorkerProcess> workers, EngineExecutionListener listener)
      throws InterruptedException {
    List<HostTest> containers = testClass.hosts();
    for (int i = 0; i < workers.size(); i++) {
      hosts.put(workers.get(i), new HostExecution(containers.get(i), listener));
    }
    for (int i = 0; i < workers.size(); i++) {
      ask(workers.get(i), number, containers.get(i));
    }
    while (!hosts.values().stream().allMatch(HostExecution::isOver)) {
      WorkerMessage message = inbox.poll(SILENCE_MINUTES, TimeUnit.MINUTES);
      if (message == null) {
        LOG.info("Class [{}]: under way: {}", testClass.className(), underWay());
      } else {
        take(message);
      }
    }
  }

  private void ask(WorkerProcess worker, int number, HostTest container) {
    List<String> ids = container.selectedIds().stream().map(UniqueId::toString).toList();
    try {
      worker.send(new WorkerCommand.Run(number, ids, parameters.apply(worker.host())));
    } catch (IOException e) {
      LOG.debug("Host [{}] cannot be asked; its end will be noticed", worker.host(), e);
    }
  }

  private void take(WorkerMessage message) {
    HostExecution host = hosts.get(message.worker());
    if (host == null || host.isOver()) {
      return;
    }
    if (message instanceof WorkerMessage.Heard heard) {
      host.hear(heard.event());
    } else {
      host.breakOff(died(message.worker()));
    }
  }

  private MultihostException died(WorkerProcess worker) {
    return new MultihostException(
        "Host [%s] died while it ran class [%s]: its worker has ended with %s; log: %s"
            .formatted(worker.host(), testClass.className(), worker.exit(), worker.logFile()));
  }

  private List<String> underWay() {
    return hosts.values().stream().flatMap(host -> host.underWay().stream()).toList();
  }
}
