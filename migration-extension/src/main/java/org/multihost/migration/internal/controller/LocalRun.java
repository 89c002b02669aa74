package org.multihost.migration.internal.controller;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestExecutionResult;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.controller.process.RunParameters;
import org.multihost.migration.internal.controller.process.WorkerConditions;
import org.multihost.migration.internal.controller.process.Workers;
import org.multihost.migration.internal.junit.RunCancellation;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.jupiter.Drivers;
import org.multihost.migration.internal.jupiter.declaration.DeclaredVms;
import org.multihost.migration.internal.report.ReportFiles;

/** A local run: class after class, each on all of its hosts. Used by one thread. */
final class LocalRun {

  private final ExecutionRequest request;
  private final OutcomeListener listener;
  private final ConfigurationParameters configuration;
  private final RunCancellation cancellation;
  private final PrintStream console;
  private final List<ClassDescriptor> classes;
  private @Nullable Started started;

  /** Creates the run of all classes to execute. */
  LocalRun(ExecutionRequest request, List<ClassDescriptor> classes, PrintStream console) {
    this.request = request;
    this.classes = classes;
    this.listener = new OutcomeListener(request.getEngineExecutionListener());
    this.configuration = request.getConfigurationParameters();
    this.cancellation = RunCancellation.of(request);
    this.console = console;
  }

  /** Runs one class; any failure becomes the class's result. */
  void execute(ClassDescriptor testClass) {
    if (cancellation.isRequested()) {
      listener.executionSkipped(testClass, "the run was cancelled");
      return;
    }
    listener.executionStarted(testClass);
    listener.executionFinished(testClass, result(testClass));
  }

  /** Writes the report of all classes that have run, and prints its path. */
  void report() {
    if (started != null) {
      ReportFiles.write(started.workers().directory(), listener.outcomes())
          .ifPresent(page -> console.println("Report: " + page.toAbsolutePath()));
    }
  }

  private TestExecutionResult result(ClassDescriptor testClass) {
    try {
      testClass.problem().ifPresent(LocalRun::refuse);
      Started started = started();
      Drivers.verify(testClass.loader(), started.ofDrivers());
      Workers workers = started.workers();
      List<String> hosts = testClass.hosts().stream().map(host -> host.host().name()).toList();
      new ClassExecution(
              testClass, workers.inbox(), host -> workers.parameters(started.parameters(), host))
          .run(workers.nextClass(), workers.serving().of(hosts, started.startLimit()), listener);
      return TestExecutionResult.successful();
    } catch (RuntimeException e) {
      return TestExecutionResult.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TestExecutionResult.failed(
          new MultihostException(
              "Interrupted while class [%s] ran".formatted(testClass.className()), e));
    }
  }

  /**
   * The objects that the first class without a problem creates for the run.
   *
   * @param ofDrivers the names of the settings that only a driver can validate
   */
  private record Started(
      RunParameters parameters, Duration startLimit, List<String> ofDrivers, Workers workers) {}

  private static void refuse(String problem) {
    throw new MultihostConfigurationException(problem);
  }

  private Started started() {
    if (started == null) {
      Settings settings =
          Settings.read(SettingSource.ofProcess(configuration::get, configuration.keySet()));
      verifyDebugged(settings);
      sayUnused(settings);
      RunParameters parameters = RunParameters.ofThisJvm(configuration);
      WorkerConditions conditions = WorkerConditions.of(settings, parameters);
      started =
          new Started(
              parameters,
              settings.timeouts().join(),
              settings.ofDrivers(),
              Workers.ofSession(SessionStore.of(request), conditions, console));
    }
    return started;
  }

  /**
   * Refuses the name of an unknown host: with a misspelt name, no worker would wait for a debugger.
   */
  private void verifyDebugged(Settings settings) {
    Set<String> hosts = hosts();
    for (String host : settings.get(RunSettings.DEBUG).keySet()) {
      if (!hosts.contains(host)) {
        throw settings
            .find("multihost.debug")
            .orElseThrow()
            .refuse("hosts of the classes that run: " + hosts);
      }
    }
  }

  private Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    classes.forEach(c -> c.hosts().forEach(host -> hosts.add(host.host().name())));
    return hosts;
  }

  /** Prints the settings that a misspelt name, or the choice of classes, makes useless. */
  private void sayUnused(Settings settings) {
    DeclaredVms.names(classes.stream().<Class<?>>map(ClassDescriptor::type).toList())
        .ifPresent(vms -> settings.unused(vms, hosts()).forEach(console::println));
  }
}
