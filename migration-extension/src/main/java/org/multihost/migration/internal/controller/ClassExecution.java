package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.platform.engine.EngineExecutionListener;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.controller.process.WorkerMessage;
import org.multihost.migration.internal.controller.process.WorkerProcess;
import org.multihost.migration.internal.worker.WorkerCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The execution of one class on all of its hosts at the same time. All calls of JUnit's listener
 * are made on the thread that calls {@link #run}, because not every listener is safe for several
 * threads.
 */
final class ClassExecution {

  private static final Logger LOG = LoggerFactory.getLogger(ClassExecution.class);
  private static final long SILENCE_MINUTES = 1;

  private final ClassDescriptor testClass;
  private final BlockingQueue<WorkerMessage> inbox;
  private final Function<String, Map<String, String>> parameters;
  private final Map<WorkerProcess, HostExecution> hosts = new LinkedHashMap<>();

  /**
   * Creates an execution that has not started.
   *
   * @param inbox contains the messages of the workers
   * @param parameters returns JUnit's configuration parameters for a host
   */
  public ClassExecution(
      ClassDescriptor testClass,
      BlockingQueue<WorkerMessage> inbox,
      Function<String, Map<String, String>> parameters) {
    this.testClass = testClass;
    this.inbox = inbox;
    this.parameters = parameters;
  }

  /**
   * Runs the class, until, on every host, either its tests or its worker has ended.
   *
   * @param workers one for each host of the class, in the same order
   */
  public void run(int number, List<WorkerProcess> workers, EngineExecutionListener listener)
      throws InterruptedException {
    List<HostTest> containers = testClass.hosts();
    for (int i = 0; i < workers.size(); i++) {
      hosts.put(workers.get(i), new HostExecution(number, containers.get(i), listener));
    }
    try {
      hosts.forEach((worker, host) -> ask(number, worker, host));
      await();
    } finally {
      hosts.forEach(ClassExecution::endIfBusy);
    }
  }

  private static void endIfBusy(WorkerProcess worker, HostExecution host) {
    if (!host.isOver()) {
      worker.kill("its class was interrupted");
    }
  }

  /**
   * Processes messages until every host is over. Each host that is not over has a worker that
   * serves, and whose end is put into the inbox.
   */
  private void await() throws InterruptedException {
    while (!hosts.values().stream().allMatch(HostExecution::isOver)) {
      WorkerMessage message = inbox.poll(SILENCE_MINUTES, TimeUnit.MINUTES);
      if (message == null) {
        LOG.info("Class [{}]: under way: {}", testClass.className(), underWay());
      } else {
        take(message);
      }
    }
  }

  private void ask(int number, WorkerProcess worker, HostExecution host) {
    try {
      worker.send(
          new WorkerCommand.Run(number, host.selectedIds(), parameters.apply(worker.host())));
    } catch (IOException e) {
      worker.kill("it could not be asked to run a class");
      host.breakOff(
          new MultihostException(
              "Host [%s] cannot be asked to run class [%s]: %s; log: %s"
                  .formatted(
                      worker.host(), testClass.className(), e.getMessage(), worker.logFile()),
              e));
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

  private HostLostException died(WorkerProcess worker) {
    return new HostLostException(
        "Host [%s] exited while it ran class [%s]: its worker ended with %s; log: %s"
            .formatted(worker.host(), testClass.className(), worker.exit(), worker.logFile()));
  }

  private List<String> underWay() {
    return hosts.values().stream().flatMap(host -> host.underWay().stream()).toList();
  }
}
