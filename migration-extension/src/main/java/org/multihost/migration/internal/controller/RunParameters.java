package org.multihost.migration.internal.controller;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * What of the controller's JVM a worker is to have, too: the user's system properties and JUnit's
 * configuration parameters.
 */
record RunParameters(Map<String, String> systemProperties, Map<String, String> parameters) {

  private static final String SEED = "junit.jupiter.execution.order.random.seed";

  /** The JVM's own, and those that say how this one was started. */
  private static final List<String> OWN =
      List.of(
          "java.",
          "jdk.",
          "sun.",
          "os.",
          "user.",
          "file.",
          "path.",
          "line.",
          "awt.",
          "native.",
          "stdout.",
          "stderr.",
          "surefire.",
          "idea.");

  static RunParameters of(Properties properties, ConfigurationParameters parameters) {
    Map<String, String> system = new TreeMap<>();
    Map<String, String> junit = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (OWN.stream().noneMatch(key::startsWith)) {
        system.put(key, properties.getProperty(key));
      }
    }
    for (String key : parameters.keySet()) {
      String value = parameters.get(key).orElse("");
      if (!value.equals(properties.getProperty(key))) {
        junit.put(key, value);
      }
    }
    junit.put("junit.jupiter.execution.parallel.enabled", "false");
    return new RunParameters(system, junit);
  }

  /**
   * JUnit's configuration parameters for one host, which publishes files in a place of its own.
   *
   * @param orderSeed by which all hosts order what is ordered at random, if the user gives none
   */
  Map<String, String> parametersOf(Path hostDirectory, String orderSeed) {
    Map<String, String> own = new TreeMap<>(parameters);
    own.putIfAbsent(SEED, orderSeed);
    own.put("junit.platform.reporting.output.dir", hostDirectory.toString());
    return own;
  }
}
