package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever two processes could not read of each other makes another format. */
final class WireFingerprintTests {

  public interface First {
    record Named(String name) {}

    record Holder(List<Named> all) {}

    enum Kind {
      ONE
    }

    sealed interface Any permits Some {}

    record Some(int number) implements Any {}
  }

  interface Same {
    record Named(String name) {}

    record Holder(List<Named> all) {}

    enum Kind {
      ONE
    }

    sealed interface Any permits Some {}

    record Some(int number) implements Any {}
  }

  interface Renamed {
    record Named(String title) {}

    record Holder(List<Named> all) {}

    enum Kind {
      TWO
    }

    sealed interface Any permits Other {}

    record Other(int number) implements Any {}
  }

  interface Retyped {
    record Named(long name) {}

    record Holder(Map<String, First.Named> all) {}

    enum Kind {
      ONE,
      TWO
    }

    sealed interface Any permits Some {}

    record Some(String number) implements Any {}
  }

  @Test
  void isTheSameForTheSame() {
    assertThat(formats(Same.class)).isEqualTo(formats(First.class)).doesNotHaveDuplicates();
  }

  static Stream<List<Class<?>>> different() {
    return Stream.of(Renamed.class, Retyped.class)
        .flatMap(
            other ->
                Stream.of("Named", "Holder", "Kind", "Any")
                    .map(name -> List.of(type(First.class, name), type(other, name))));
  }

  @ParameterizedTest
  @MethodSource("different")
  void differs(List<Class<?>> types) {
    assertThat(WireFingerprint.of(types.get(0))).isNotEqualTo(WireFingerprint.of(types.get(1)));
  }

  private static List<String> formats(Class<?> home) {
    return Stream.of("Named", "Holder", "Kind", "Any")
        .map(name -> WireFingerprint.of(type(home, name)))
        .toList();
  }

  private static Class<?> type(Class<?> home, String name) {
    return Stream.of(home.getDeclaredClasses())
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
