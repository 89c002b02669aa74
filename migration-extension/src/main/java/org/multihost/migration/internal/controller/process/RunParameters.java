package org.multihost.migration.internal.controller.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * The parameters that a worker takes over from the controller's JVM: the user's system properties
 * and JUnit's configuration parameters.
 */
public record RunParameters(Map<String, String> systemProperties, Map<String, String> parameters) {

  private static final String SEED = "junit.jupiter.execution.order.random.seed";

  /** The names of properties that every JVM sets itself, or that describe how it was started. */
  private static final Set<String> OWN =
      Set.of(
          "java.home",
          "java.version",
          "java.version.date",
          "java.class.path",
          "java.class.version",
          "java.vendor",
          "java.vendor.url",
          "java.vendor.url.bug",
          "java.vendor.version",
          "jdk.debug",
          "sun.arch.data.model",
          "sun.boot.library.path",
          "sun.cpu.endian",
          "sun.cpu.isalist",
          "sun.io.unicode.encoding",
          "sun.java.command",
          "sun.java.launcher",
          "sun.jnu.encoding",
          "sun.management.compiler",
          "sun.os.patch.level",
          "sun.stdout.encoding",
          "sun.stderr.encoding",
          "stdin.encoding",
          "stdout.encoding",
          "stderr.encoding",
          "native.encoding",
          "file.separator",
          "path.separator",
          "line.separator",
          "os.name",
          "os.arch",
          "os.version",
          "user.name",
          "user.dir",
          "surefire.test.class.path",
          "surefire.real.class.path");

  /** The prefixes of further such names. */
  private static final List<String> OWN_KINDS =
      List.of("java.runtime.", "java.specification.", "java.vm.", "jdk.module.");

  /** Reads the system properties of this JVM. */
  public static RunParameters ofThisJvm(ConfigurationParameters parameters) {
    // This sets a system property that would otherwise differ at the next launch.
    TimeZone.getDefault();
    return of(System.getProperties(), parameters);
  }

  static RunParameters of(Properties properties, ConfigurationParameters parameters) {
    Map<String, String> system = new TreeMap<>();
    Map<String, String> junit = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!OWN.contains(key) && OWN_KINDS.stream().noneMatch(key::startsWith)) {
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
   * Returns JUnit's configuration parameters for one host, which publishes files in its own
   * directory.
   *
   * @param orderSeed the seed of random orders on all hosts, unless the user gives one
   */
  Map<String, String> parametersOf(Path hostDirectory, String orderSeed) {
    Map<String, String> own = new TreeMap<>(parameters);
    own.putIfAbsent(SEED, orderSeed);
    own.put("junit.platform.reporting.output.dir", hostDirectory.toString());
    return own;
  }
}
