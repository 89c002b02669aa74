package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.spi.text.PortRange;

class SettingTests {

  private static Setting of(String value) {
    return Given.setting("multihost.x", value);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "255,255", "' 7 ',7", "+3,3"})
  void readsAWholeNumberInItsRange(String text, int number) {
    assertThat(of(text).wholeNumber(1, 255)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "256", "1.5", "one", "", "2147483648"})
  void refusesANumberOutOfRange(String text) {
    assertThatThrownBy(() -> of(text).wholeNumber(1, 255))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Setting [multihost.x] has the value [%s] (from system property); allowed: a whole number from 1 to 255"
                .formatted(text));
  }

  @Test
  void readsTrueAndFalseAndNothingElse() {
    assertThat(of("true ").truth()).isTrue();
    assertThat(of("false").truth()).isFalse();
    assertThatThrownBy(() -> of("yes").truth()).hasMessageEndingWith("allowed: true, false");
    assertThatThrownBy(() -> of("TRUE").truth()).hasMessageEndingWith("allowed: true, false");
  }

  @Test
  void readsADurationWithAUnit() {
    assertThat(of("90 s").duration()).isEqualTo(Duration.ofSeconds(90));
    assertThatThrownBy(() -> of("90").duration()).hasMessageEndingWith(Durations.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"1-1,1,1", "65535,65535,65535", "10 -  20,10,20"})
  void readsPorts(String text, int first, int last) {
    assertThat(of(text).portRange()).isEqualTo(new PortRange(first, last));
  }

  @Test
  void refusesAPathThatTheSystemCannotHave() {
    assertThatThrownBy(() -> of("a\0b").path())
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("allowed: a path of this system: ");
  }

  @Test
  void readsOneOfSomeWordsAndListsThemOtherwise() {
    assertThat(of(" two ").<Integer>oneOf(List.of(1, 2), SettingTests::word)).isEqualTo(2);
    assertThatThrownBy(() -> of("three").<Integer>oneOf(List.of(1, 2), SettingTests::word))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageEndingWith("allowed: one, two");
  }

  private static String word(int number) {
    return number == 1 ? "one" : "two";
  }

  @Test
  void saysWhereItIsFrom() {
    assertThat(of("7")).hasToString("multihost.x = 7 (from system property)");
  }
}
