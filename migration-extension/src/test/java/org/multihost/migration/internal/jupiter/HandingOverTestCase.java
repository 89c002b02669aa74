package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** Values that one host hands over, as they arrive. */
@MultihostMigration(hosts = "only")
class HandingOverTestCase {

  record Event(String name, long number) {
    boolean isEmpty() {
      return name.isEmpty();
    }

    String getText() {
      return name + number;
    }
  }

  record Report(List<Event> events, Map<String, Duration> times, Optional<Event> last) {}

  record Pair<A, B>(A first, @Nullable B second) {}

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "leaf";
      }
    }
  }

  private static <T> T exchanged(Rendezvous rendezvous, T value) {
    return rendezvous.exchange("x", value).get("only");
  }

  @Test
  void listsKeepTheTypesOfTheirElements(Rendezvous rendezvous) {
    List<Event> events = exchanged(rendezvous, List.of(new Event("a", 1), new Event("b", 2)));
    Event second = events.get(1);
    assertThat(second.getText()).isEqualTo("b2");

    List<Long> numbers = rendezvous.exchange("y", List.of(1L, 2L)).get("only");
    Long number = numbers.get(0);
    assertThat(number).isEqualTo(1L);

    List<Object> mixed = List.of(1, 2L, (short) 3, 1.5f, 2.5, 'c', true, "text", Colour.GREEN);
    assertThat(rendezvous.exchange("z", mixed).get("only")).isEqualTo(mixed);
  }

  @Test
  void mapsKeepTheTypesOfTheirValues(Rendezvous rendezvous) {
    Map<String, Duration> times =
        exchanged(rendezvous, new HashMap<>(Map.of("boot", Duration.ofMillis(1500))));
    Duration time = times.get("boot");

    assertThat(time).isEqualTo(Duration.ofMillis(1500));

    Map<String, List<Optional<Event>>> events =
        Map.of("seen", List.of(Optional.of(new Event("a", 1)), Optional.empty()));
    Map<String, List<Optional<Event>>> arrived = rendezvous.exchange("y", events).get("only");
    assertThat(arrived.get("seen").get(0).map(Event::getText)).contains("a1");
    assertThat(arrived).isEqualTo(events);
  }

  @Test
  void recordsAndNestedGenericsArriveAsTheyWere(Rendezvous rendezvous) {
    Event event = new Event("", 0);
    Report report =
        new Report(
            List.of(event), Map.of("a", Duration.ofDays(1)), Optional.of(new Event("last", 9)));

    assertThat(exchanged(rendezvous, report)).isEqualTo(report);
    Pair<List<Pair<Colour, Instant>>, Optional<BigDecimal>> deep =
        new Pair<>(
            List.of(new Pair<>(Colour.GREEN, Instant.ofEpochSecond(1, 2))),
            Optional.of(new BigDecimal("1.20")));
    assertThat(rendezvous.exchange("deep", deep).get("only")).isEqualTo(deep);
    rendezvous.publish("report", report);
    assertThat(rendezvous.await("report", Report.class)).isEqualTo(report);
  }

  @Test
  void oddValuesArriveAsTheyWere(Rendezvous rendezvous) {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                null,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.0,
                Long.MIN_VALUE,
                new BigInteger("123456789012345678901234567890"),
                Optional.empty(),
                Duration.ofNanos(-1),
                Instant.MAX,
                TimeUnit.DAYS,
                "\u0000\ud800 \"quoted\"",
                List.of(),
                Map.of("", Map.of("list", List.of(List.of())))));

    assertThat(exchanged(rendezvous, values)).isEqualTo(values);
    String none = null;
    assertThat(rendezvous.exchange("none", none)).containsOnlyKeys("only").containsValue(null);
  }

  @Test
  void numbersAreAwaitedAsAnyTypeThatHoldsThem(Rendezvous rendezvous) {
    rendezvous.publish("small", 5);
    assertThat(rendezvous.await("small", Long.class)).isEqualTo(5L);
    assertThat(rendezvous.await("small", int.class)).isEqualTo(5);
    assertThat(rendezvous.await("small", Number.class)).isEqualTo(5);

    rendezvous.publish("big", 1L << 40);
    assertThatThrownBy(() -> rendezvous.await("big", Integer.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[big]", "java.lang.Long", "java.lang.Integer");
    assertThatThrownBy(() -> rendezvous.await("small", String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[small]", "java.lang.Integer", "java.lang.String");
  }

  @Test
  void whatCannotBeKeptIsRefusedAtTheCall(Rendezvous rendezvous) {
    assertThatThrownBy(() -> rendezvous.exchange("x", List.of("a", "b", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("element 2 of [x] has type [java.lang.Object]", "allowed: ");
    assertThatThrownBy(
            () -> rendezvous.publish("x", new Pair<>("a", Map.of("k", new StringBuilder()))))
        .hasMessageContaining(
            "entry [k] of component [second] of [x] has type [java.lang.StringBuilder]");
    assertThatThrownBy(() -> rendezvous.publish("x", Map.of(1, "a")))
        .hasMessageContaining("a key of [x] has type [java.lang.Integer]");
    assertThatThrownBy(() -> rendezvous.publish("x", Map.of(Colour.RED, "a")))
        .hasMessageContaining("a key of [x] has type [%s]".formatted(Colour.class.getName()));
    for (Object other : List.of(Set.of("a"), new int[] {1}, new Event[0], new Date(0))) {
      assertThatThrownBy(() -> rendezvous.exchange("x", Optional.of(other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "value of [x] has type [%s]".formatted(other.getClass().getTypeName()));
    }
    assertThatThrownBy(() -> rendezvous.publish("x", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[x]", "Optional");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatThrownBy(() -> rendezvous.exchange("x", endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[x]", "deep");
  }
}
