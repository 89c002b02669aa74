package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.RunSettings.MissingHosts;
import org.multihost.migration.spi.text.PortRange;

class RunSettingsTests {

  @Test
  void aRunThatSetsNothingIsLocalAndHasTheDefaults() {
    Settings none = Given.settings(Map.of());

    assertThat(none.host()).isEmpty();
    assertThat(none.hosts()).isEmpty();
    assertThat(none.transport()).isEqualTo(Transport.tcp());
    assertThat(none.reportDirectory()).isEqualTo(Path.of("target/multihost").toAbsolutePath());
    assertThat(none.get(RunSettings.SECRET)).isEmpty();
    assertThat(none.get(RunSettings.MISSING_HOSTS)).isEqualTo(MissingHosts.FAIL);
    assertThat(none.get(RunSettings.DEBUG)).isEmpty();
    assertThat(none.get(RunSettings.WORKER_JVM_ARGUMENTS)).isEmpty();
    assertThat(none.get(RunSettings.PROGRESS_INTERVAL)).isEqualTo(Duration.ofSeconds(1));
    assertThat(none.get(RunSettings.PROGRESS_MOMENT_INTERVAL)).isEqualTo(Duration.ofMillis(10));
    assertThat(none.get(TransferSettings.ADDRESS)).isEmpty();
    assertThat(none.get(TransferSettings.PORTS)).isEqualTo(PortRange.ANY);
    assertThat(none.given()).isEmpty();
  }

  @Test
  void readsEachSettingOfARun() {
    Settings all =
        Given.settings(
            Map.of(
                "multihost.hosts", "a=10.0.0.1,b=10.0.0.2",
                "multihost.host", "b",
                "multihost.port", "4711",
                "multihost.secret", "sesame",
                "multihost.missing-hosts", "skip",
                "multihost.debug", "a:5005,b",
                "multihost.worker.jvm-arguments", "-Xmx1g  -ea",
                "multihost.progress.interval", "2 s",
                "multihost.report.dir", "/reports",
                "multihost.migration.address", "10.1.0.2"));

    assertThat(all.host()).contains("b");
    assertThat(all.hosts().orElseThrow().port()).isEqualTo(4711);
    assertThat(all.get(RunSettings.SECRET)).contains("sesame");
    assertThat(all.get(RunSettings.MISSING_HOSTS)).isEqualTo(MissingHosts.SKIP);
    assertThat(all.get(RunSettings.DEBUG))
        .containsExactly(entry("a", 5005), entry("b", DebuggerPorts.ANY));
    assertThat(all.get(RunSettings.WORKER_JVM_ARGUMENTS)).isEqualTo(List.of("-Xmx1g", "-ea"));
    assertThat(all.get(RunSettings.PROGRESS_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
    assertThat(all.reportDirectory()).isEqualTo(Path.of("/reports"));
    assertThat(all.get(TransferSettings.ADDRESS)).contains("10.1.0.2");
  }

  /** A wrong value is an error although nobody asks for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multihost.port                     | 0    | a whole number from 1 to 65535",
        "multihost.launch                   | ssh  | local",
        "multihost.missing-hosts            | FAIL | fail, skip",
        "multihost.debug                    | a:0  | NAME or NAME:PORT",
        "multihost.keep                     | yes  | never, on-failure",
        "multihost.progress.interval        | 1    | a duration with a unit",
        "multihost.progress.moment-interval | 0 ms | a duration with a unit",
        "multihost.migration.ports          | 1-0  | a port or a range of ports",
        "multihost.migration.transport      | ftp  | tcp, unix, exec, fd, rdma",
        "multihost.timeout.code             | soon | a duration with a unit"
      })
  void eachIsCheckedWhenTheSettingsAreRead(String key, String value, String allowed) {
    assertThatThrownBy(() -> Given.settings(Map.of(key, value)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageStartingWith(
            "Setting [%s] has the value [%s] (from system property); allowed: ", key, value)
        .hasMessageContaining(allowed);
  }

  @Test
  void eachDeclarationHasATextAndAWordWithoutDefaults() {
    assertThat(SettingNames.DECLARED)
        .allSatisfy(
            each -> {
              assertThat(each.meaning()).isNotBlank().doesNotContain("|");
              assertThat(each.type().text()).isNotBlank().doesNotContain("`default`");
              assertThat(each.otherwise().text()).isNotBlank();
            });
  }

  @Test
  void eachDefaultInWordsIsTheDefault() {
    for (SettingDeclaration<?> each : SettingNames.DECLARED) {
      String text = each.otherwise().text();
      boolean literal = text.matches("`[^`{]+`") && !(each.otherwise().value() instanceof Optional);
      if (literal) {
        Setting said = Given.setting(each.key(), text.replace("`", ""));
        assertThat(each.type().read(said)).as(each.key()).isEqualTo(each.otherwise().value());
      }
    }
  }

  @Test
  void aVariableSetsTheSameAsAProperty() {
    Settings settings =
        Settings.read(
            new SettingSource(
                key -> Optional.empty(),
                new Properties(),
                Map.of(
                    "MULTIHOST_PORT", "4711",
                    "MULTIHOST_WORKER_JVM_ARGUMENTS", "-ea",
                    "MULTIHOST_TIMEOUT_LOGIN", "9 s")));

    assertThat(settings.get(RunSettings.PORT)).isEqualTo(4711);
    assertThat(settings.get(RunSettings.WORKER_JVM_ARGUMENTS)).containsExactly("-ea");
    assertThat(settings.timeouts().login()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void anotherValueForATimeLeavesTheOthersAsTheyAre() {
    Settings before = Given.settings(Map.of("multihost.port", "4711"));
    Settings after = before.with(Map.of("multihost.keep", "on-failure"), "the test");

    assertThat(after.get(RunSettings.PORT)).isEqualTo(4711);
    assertThat(after.disks().keep()).isEqualTo(DiskSettings.Keep.ON_FAILURE);
    assertThat(before.disks().keep()).isEqualTo(DiskSettings.Keep.NEVER);
    assertThatThrownBy(() -> before.with(Map.of("multihost.port", "0"), "the test"))
        .hasMessageContaining("(from the test)");
  }
}
