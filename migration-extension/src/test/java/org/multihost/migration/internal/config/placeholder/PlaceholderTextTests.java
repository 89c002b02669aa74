package org.multihost.migration.internal.config.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTextTests {

  private static String filled(String text) {
    return PlaceholderText.fill(text, each -> "<" + each.word() + each.name() + ">");
  }

  @Test
  void eachKnownWordHasAValue() {
    assertThat(filled("{host}/{vm}/{dir} {port:vnc}{arg:0} {arg:a.b}"))
        .isEqualTo("<{host}>/<{vm}>/<{dir}> <{port:NAME}vnc><{arg:NAME}0> <{arg:NAME}a.b>");
    assertThat(PlaceholderText.in("a{vm}b{port:web}"))
        .extracting(Placeholder::toString)
        .containsExactly("{vm}", "{port:web}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no braces",
        "{\"driver\":\"file\",\"filename\":\"/a\"}",
        "{\"a\":{\"b\":{}}}",
        "echo ${HOME} ${host}",
        "{a,b} {1..3} {} { host } { print $1 }",
        "{unclosed"
      })
  void otherBracesStayAsTheyAre(String text) {
    assertThat(filled(text)).isEqualTo(text);
  }

  @Test
  void aPlaceholderInJsonIsFilledIn() {
    assertThat(filled("{\"path\":\"{vm}\",\"port\":{port:a}}"))
        .isEqualTo("{\"path\":\"<{vm}>\",\"port\":<{port:NAME}a>}");
  }

  @ParameterizedTest
  @CsvSource({"{{host}},{host}", "{{prot:web}},{prot:web}", "awk '{{print}}',awk '{print}'"})
  void doubledBracesStandForTheTextItself(String text, String plain) {
    assertThat(filled(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prot:web", "HOST", "hosts", "port", "port:", "host:a", "print", "arg"})
  void aNearMissIsAnErrorThatListsWhatThereIs(String wrong) {
    assertThatThrownBy(() -> filled("a {" + wrong + "} b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the placeholders {host}, {vm}, {dir}, {port:NAME}, {arg:NAME}, and [{%s}] is none of them; write [{{%1$s}}] for that text itself",
            wrong);
  }

  @Test
  void theNameOfAPortIsAName() {
    assertThatThrownBy(() -> filled("{port:a.b}")).hasMessageContaining("[{port:a.b}]");
    assertThatThrownBy(() -> Placeholder.parse("a b")).hasMessageContaining("[{a b}]");
  }
}
