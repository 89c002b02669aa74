package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Durations;

class TimeoutsTests {

  private static List<Duration> all(Timeouts timeouts) {
    return List.of(
        timeouts.join(),
        timeouts.barrier(),
        timeouts.login(),
        timeouts.command(),
        timeouts.disks(),
        timeouts.handoff(),
        timeouts.ownCode(),
        timeouts.cleanUp(),
        timeouts.silence(),
        timeouts.migration(),
        timeouts.finish());
  }

  @Test
  void eachDeclarationIsReadIntoItsOwnTimeout() {
    Map<String, String> values = new HashMap<>();
    List<Duration> expected = new ArrayList<>();
    for (SettingDeclaration<?> each : Timeouts.ALL) {
      Duration own = Duration.ofSeconds(11 + expected.size());
      expected.add(own);
      values.put(each.key(), Durations.format(own));
    }

    assertThat(all(Given.settings(values).timeouts())).isEqualTo(expected);
  }

  @Test
  void theDefaultIsThatOfTheDeclaration() {
    assertThat(all(Given.settings(Map.of()).timeouts()))
        .isEqualTo(Timeouts.ALL.stream().map(each -> each.otherwise().value()).toList());
  }

  @Test
  void hostsCompareEveryTimeoutThatAnotherHostWaitsFor() {
    assertThat(Given.settings(Map.of()).timeouts().facts())
        .containsExactly(
            "multihost.timeout.barrier [4 min]",
            "multihost.timeout.login [6 min]",
            "multihost.timeout.disks [160 s]",
            "multihost.timeout.migration [1 h]",
            "multihost.timeout.finish [2 min]",
            "multihost.timeout.handoff [4 min]",
            "multihost.timeout.code [1 h]",
            "multihost.timeout.cleanup [5 min]",
            "multihost.timeout.silence [7 s]");
  }

  @Test
  void aSilenceBelowASecondIsRefused() {
    assertThat(Given.settings(Map.of("multihost.timeout.silence", "1 s")).timeouts().silence())
        .isEqualTo(Duration.ofSeconds(1));
    assertThatThrownBy(() -> Given.settings(Map.of("multihost.timeout.silence", "999 ms")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[multihost.timeout.silence]", "[999 ms]", "at least [1 s]");
  }
}
