package org.multihost.migration.internal.controller;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.multihost.migration.MultihostMigration;

/** Reports the system properties that its host has. */
@MultihostMigration(hosts = "only")
public final class PropertiesTestCase {

  static final List<String> KEYS =
      List.of(
          "vm.image",
          "os.image",
          "path.iso",
          "file.list",
          "user.key",
          "line.width",
          "native.lib",
          "idea.key",
          "java.util.logging.config.file",
          "sun.key",
          "jdk.key");

  @Test
  void reports(TestReporter reporter) {
    KEYS.forEach(key -> reporter.publishEntry(key, System.getProperty(key, "absent")));
  }
}
