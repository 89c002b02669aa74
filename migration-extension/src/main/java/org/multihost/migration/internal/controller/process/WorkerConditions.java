package org.multihost.migration.internal.controller.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.internal.config.Settings;

/**
 * What a worker is given when it starts and keeps as long as it lives; runs that agree in it can
 * share their workers. All else comes with each class.
 *
 * @param systemProperties the user's
 * @param reportDirectory {@code multihost.report.dir}
 * @param arguments {@code multihost.worker.jvm-arguments}
 * @param debuggerPorts {@code multihost.debug}
 * @param migrationAddress {@code multihost.migration.address}
 * @param loaderClassPath that of class loaders which the tests have beside the JVM's own
 * @param silence {@code multihost.timeout.silence}
 */
public record WorkerConditions(
    Map<String, String> systemProperties,
    Path reportDirectory,
    List<String> arguments,
    Map<String, Integer> debuggerPorts,
    Optional<String> migrationAddress,
    List<String> loaderClassPath,
    Duration silence) {

  public static WorkerConditions of(Settings settings, RunParameters parameters) {
    return new WorkerConditions(
        parameters.systemProperties(),
        settings.reportDirectory(),
        settings.workerArguments(),
        settings.debug(),
        settings.migrationAddress(),
        LoaderClassPath.of(Thread.currentThread().getContextClassLoader()),
        settings.timeouts().silence());
  }

  boolean debugs(String host) {
    return debuggerPorts.containsKey(host);
  }
}
