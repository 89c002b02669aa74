package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.jupiter.SelectedTests.OfClass;

class SelectedTestsTests {

  private static final List<String> TWO = List.of("source", "destination");

  private static OfClass of(String name, List<String> hosts, String... tests) {
    return new OfClass("[class:" + name + "]", name, hosts, List.of(tests));
  }

  @Test
  void aClassAloneHasItsTestsAndNoOrder() {
    SelectedTests selected = new SelectedTests(List.of(of("A", TWO, "one", "two")));
    assertThat(selected.facts("[class:A]")).containsExactly("test [one]", "test [two]");
  }

  @Test
  void classesOfTheSameHostsAreListedWithTheirOrder() {
    SelectedTests selected =
        new SelectedTests(
            List.of(
                of("C", TWO, "c"),
                of("A", TWO, "a"),
                of("Other", List.of("x", "y"), "o"),
                of("B", TWO, "b")));

    List<String> facts = selected.facts("[class:A]");

    assertThat(facts).startsWith("test [a]", "class [B]", "class [C]").hasSize(4);
    assertThat(facts.get(3)).endsWith("[C, A, B]");
  }

  @Test
  void theSameHostsInAnotherOrderAreOthers() {
    SelectedTests selected =
        new SelectedTests(
            List.of(of("A", TWO, "a"), of("B", List.of("destination", "source"), "b")));
    assertThat(selected.facts("[class:A]")).containsExactly("test [a]");
  }

  @Test
  void aClassThatWasNotSelectedHasNoFacts() {
    assertThat(new SelectedTests(List.of(of("A", TWO, "a"))).facts("[class:B]")).isEmpty();
  }
}
