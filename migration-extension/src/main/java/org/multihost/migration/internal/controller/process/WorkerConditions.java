package org.multihost.migration.internal.controller.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.TransferSettings;

/**
 * The conditions that a worker is given at its start and keeps until its end; runs with equal
 * conditions can share their workers. All other parameters are sent with each class.
 *
 * @param systemProperties the user's system properties
 * @param reportDirectory {@code multihost.report.dir}
 * @param arguments {@code multihost.worker.jvm-arguments}
 * @param debuggerPorts {@code multihost.debug}
 * @param migrationAddress {@code multihost.migration.address}
 * @param loaderClassPath the class path of the tests' class loaders other than the JVM's own
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
        settings.get(RunSettings.WORKER_JVM_ARGUMENTS),
        settings.get(RunSettings.DEBUG),
        settings.get(TransferSettings.ADDRESS),
        LoaderClassPath.of(Thread.currentThread().getContextClassLoader()),
        settings.timeouts().silence());
  }

  boolean debugs(String host) {
    return debuggerPorts.containsKey(host);
  }
}
