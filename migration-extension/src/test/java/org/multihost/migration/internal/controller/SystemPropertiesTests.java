package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.multihost.migration.internal.controller.process.RunParameters;

/** System properties on their way from the controller to a worker. */
final class SystemPropertiesTests {

  @AfterEach
  void clear() {
    PropertiesTestCase.KEYS.forEach(System::clearProperty);
  }

  /** Java sets it when the time zone is first asked for, so between two launches perhaps. */
  @Test
  void aTimeZoneThatJavaFindsIsTheSameForEachLaunch() {
    TimeZone.setDefault(null);
    System.clearProperty("user.timezone");
    RunParameters first = RunParameters.ofThisJvm(new NoParameters());
    TimeZone.getDefault();

    assertThat(RunParameters.ofThisJvm(new NoParameters())).isEqualTo(first);
  }

  private static final class NoParameters implements ConfigurationParameters {

    @Override
    public Optional<String> get(String key) {
      return Optional.empty();
    }

    @Override
    public Optional<Boolean> getBoolean(String key) {
      return Optional.empty();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own
    public int size() {
      return 0;
    }

    @Override
    public Set<String> keySet() {
      return Set.of();
    }
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
