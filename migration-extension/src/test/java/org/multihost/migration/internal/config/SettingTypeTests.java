package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.text.Durations;

class SettingTypeTests {

  private static Setting of(String value) {
    return Given.setting("multihost.x", value);
  }

  @Test
  void aWordIsAConstantInLowerCase() {
    SettingType<DiskSettings.Keep> type = SettingType.word(DiskSettings.Keep.class);

    assertThat(type.text()).isEqualTo("`never`, `on-failure`");
    assertThat(type.read(of("on-failure"))).isEqualTo(DiskSettings.Keep.ON_FAILURE);
    assertThatThrownBy(() -> type.read(of("on_failure")))
        .hasMessageEndingWith("allowed: never, on-failure");
  }

  @Test
  void theDefaultOfAnAnnotationIsNoWord() {
    SettingType<Login> type = SettingType.word(Login.class);

    assertThat(type.text()).isEqualTo("`serial`, `console`, `ssh`, `none`");
    assertThatThrownBy(() -> type.read(of("default")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageEndingWith("allowed: serial, console, ssh, none");
  }

  @Test
  void aNumberSaysItsRange() {
    SettingType<Integer> type = SettingType.wholeNumber(1, 9);

    assertThat(type.text()).isEqualTo("1 to 9");
    assertThat(type.read(of("9"))).isEqualTo(9);
    assertThatThrownBy(() -> type.read(of("10"))).hasMessageContaining("from 1 to 9");
  }

  @Test
  void textIsTakenAsItIs() {
    assertThat(SettingType.text("command").read(of("a  'b' "))).contains("a  'b' ");
    assertThat(SettingType.words("arguments").read(of(" -a  b\tc ")))
        .containsExactly("-a", "b", "c");
    assertThat(SettingType.raw("host").read(of("a"))).contains(of("a"));
  }

  @Test
  void pathsAndDurationsAreChecked() {
    assertThat(SettingType.path().read(of("/a/b"))).contains(Path.of("/a/b"));
    assertThat(SettingType.duration().read(of("2 min"))).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(() -> SettingType.duration().read(of("2")))
        .hasMessageContaining(Durations.ALLOWED);
  }

  @Test
  void aDeclarationReadsWhatWasFoundOrItsDefault() {
    SettingDeclaration<Integer> declaration =
        new SettingDeclaration<>(
            "multihost.x",
            SettingType.wholeNumber(1, 9),
            Default.of(4),
            "a number",
            SettingDeclaration.Place.RUN_OR_MIGRATION);

    assertThat(declaration.read(Optional.of(of("5")))).isEqualTo(5);
    assertThat(declaration.read(Optional.empty())).isEqualTo(4);
    assertThat(declaration.isForMigrations()).isTrue();
    assertThat(declaration.row())
        .isEqualTo("| `multihost.x` | 1 to 9 | `4` | a number | run, migration |");
  }

  @Test
  void aDefaultSaysItsValue() {
    assertThat(Default.of(Duration.ofSeconds(120)).text()).isEqualTo("`2 min`");
    assertThat(Default.of(DiskSettings.Keep.ON_FAILURE).text()).isEqualTo("`on-failure`");
    assertThat(List.of(Default.none(), Default.absent("any")))
        .extracting(Default::text)
        .containsExactly("–", "any");
    assertThat(Default.none().value()).isEmpty();
  }
}
