package org.multihost.migration.internal.controller;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.config.Settings;

/**
 * What a worker is given when it starts and keeps as long as it lives; runs that agree in it can
 * share their workers. All else comes with each class.
 *
 * @param systemProperties the user's
 * @param reportDirectory {@code multihost.report.dir}
 * @param arguments {@code multihost.worker.jvm-arguments}
 * @param debugged {@code multihost.debug}
 * @param silence {@code multihost.timeout.silence}
 */
record WorkerConditions(
    Map<String, String> systemProperties,
    Path reportDirectory,
    List<String> arguments,
    List<String> debugged,
    Duration silence) {

  static WorkerConditions of(Settings settings, RunParameters parameters) {
    return new WorkerConditions(
        parameters.systemProperties(),
        settings.reportDirectory(),
        settings.workerArguments(),
        settings.debug(),
        settings.timeouts().silence());
  }

  boolean debugs(String host) {
    return debugged.contains(host);
  }
}
