package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;

/** System properties on their way from the controller to a worker. */
final class SystemPropertiesTests {

  @AfterEach
  void clear() {
    PropertiesTestCase.KEYS.forEach(System::clearProperty);
  }

  @Test
  void allButTheJvmsOwnReachTheHosts(@TempDir Path reports) {
    PropertiesTestCase.KEYS.forEach(key -> System.setProperty(key, "value of " + key));
    Map<String, String> seen = new TreeMap<>();

    EngineTestKit.engine("multihost")
        .selectors(selectClass(PropertiesTestCase.class))
        .configurationParameter("multihost.report.dir", reports.toString())
        .execute()
        .allEvents()
        .reportingEntryPublished()
        .stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .forEach(entry -> seen.putAll(entry.getKeyValuePairs()));

    assertThat(seen)
        .containsOnlyKeys(PropertiesTestCase.KEYS)
        .allSatisfy((key, value) -> assertThat(value).isEqualTo("value of " + key));
  }
}
