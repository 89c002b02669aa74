package org.multihost.migration.internal.scenario.environment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.Timeouts;

class HostWaitTests {

  private static final Path DOCUMENT = Path.of("..", "docs", "verdicts.md");

  private static Timeouts timeouts(Map<String, String> settings) {
    Properties properties = new Properties();
    settings.forEach((key, value) -> properties.setProperty("multihost.timeout." + key, value));
    return Settings.read(new SettingSource(key -> Optional.empty(), properties, Map.of()))
        .timeouts();
  }

  /** One row of the table: who waits for what, and the longest steps that the wait adds up. */
  private static String row(HostWait wait) {
    String steps = wait.steps().stream().map(BoundedStep::text).collect(joining(" + "));
    return "| `%s` | %s | %s | %s |".formatted(wait, wait.who(), wait.what(), steps);
  }

  @ParameterizedTest
  @EnumSource(HostWait.class)
  void isInTheTableOfTheDocument(HostWait wait) throws IOException {
    assertThat(Files.readAllLines(DOCUMENT)).contains(row(wait));
  }

  @Test
  void theTableHasNoWaitThatIsNotInTheCode() throws IOException {
    assertThat(Files.readAllLines(DOCUMENT).stream().filter(l -> l.matches("\\| `[A-Z_]+` \\|.*")))
        .hasSize(HostWait.values().length);
  }

  @ParameterizedTest
  @EnumSource(HostWait.class)
  void lastsLongerThanAllItsStepsTogetherWhateverTheSettings(HostWait wait) {
    for (String longest : new String[] {"login", "disks", "finish", "handoff", "code", "cleanup"}) {
      WaitBounds bounds =
          new WaitBounds(
              timeouts(Map.of(longest, "5 h")), 3, Duration.ofHours(1), Duration.ofMinutes(7));
      Duration together =
          wait.steps().stream().map(s -> s.limit(bounds)).reduce(Duration.ZERO, Duration::plus);

      assertThat(wait.limit(bounds)).as(longest).isGreaterThan(together);
      assertThat(HostWait.wholeMigration(bounds)).as(longest).isGreaterThan(wait.limit(bounds));
    }
  }
}
