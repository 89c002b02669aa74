package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;

class MigrationOverridesTests {

  private final Settings settings = Given.settings(Map.of("multihost.timeout.login", "9 s"));
  private final MigrationOverrides overrides =
      new MigrationOverrides(settings, List.of("vm1", "vm2"));

  @Test
  void withoutOverridesTheTimeoutsAreThoseOfTheTest() {
    assertThat(overrides.timeouts()).isEqualTo(settings.timeouts());
    assertThat(overrides.arguments()).isEmpty();
  }

  @Test
  void aTimeoutIsForThisMigrationOnly() {
    overrides.put("multihost.timeout.finish", "5 min");

    assertThat(overrides.timeouts().finish()).isEqualTo(Duration.ofMinutes(5));
    assertThat(overrides.timeouts().login()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.timeouts().finish()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void argumentsAreForOneVmAndTheLastOnesWin() {
    overrides.put("multihost.vm.vm2.arguments", "-S");
    overrides.put("multihost.vm.vm2.arguments", " -m  96M ");

    assertThat(overrides.arguments()).containsExactly(entry("vm2", List.of("-m", "96M")));
  }

  static Stream<String> declaredForMigrations() {
    return SettingNames.DECLARED.stream()
        .filter(SettingDeclaration::isForMigrations)
        .map(SettingDeclaration::key);
  }

  @ParameterizedTest
  @MethodSource("declaredForMigrations")
  void eachSettingThatIsDeclaredForMigrationsIsTaken(String key) {
    overrides.put(key, "77 s");

    assertThat(overrides.timeouts().toString()).contains("PT1M17S");
  }

  static Stream<String> others() {
    return Stream.concat(
        SettingNames.DECLARED.stream()
            .filter(each -> !each.isForMigrations())
            .map(SettingDeclaration::key),
        VmSettings.ALL.stream()
            .filter(each -> !each.declaration().isForMigrations())
            .map(each -> "multihost.vm.vm1." + each.key()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void eachOtherSettingIsRefused(String key) {
    assertRefused(key);
  }

  /** Nothing in a migration reads these: a value of its own would have no effect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "multihost.timeout.join",
        "multihost.timeout.barrier",
        "multihost.timeout.command",
        "multihost.timeout.silence"
      })
  void aTimeoutWithoutEffectOnAMigrationIsRefused(String key) {
    assertRefused(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multihost.vm.vm3.arguments",
        "multihost.host.a.vm.vm1.arguments",
        "multihost.profile.p.arguments",
        "multihost.timeout.lunch",
        "multihost.qemu.binary"
      })
  void aSettingOfSomethingElseIsRefused(String key) {
    assertRefused(key);
  }

  private void assertRefused(String key) {
    assertThatThrownBy(() -> overrides.put(key, "1 s"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "Setting [" + key + "] cannot be set for one migration; allowed: [",
            "multihost.timeout.finish",
            "for the VMs [vm1, vm2]: [multihost.vm.<name>.arguments]");
  }

  @Test
  void aWrongValueIsRefusedWithItsOrigin() {
    assertThatThrownBy(() -> overrides.put("multihost.timeout.finish", "soon"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[multihost.timeout.finish]", "[soon]", "(from the migration's setting(…))");
  }
}
