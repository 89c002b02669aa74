package org.multihost.migration.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.internal.config.HostTable;

class ExchangedValueTests {

  record Event(String name) {}

  private final ExchangedValue value = new ExchangedValue("x", List.of(ExchangedValueTests.class));

  /** Of another package; the test class there knows none of this one's records. */
  private final ExchangedValue elsewhere = new ExchangedValue("x", List.of(HostTable.class));

  @Test
  void aRecordOfTheTestsPackageIsKnownThoughTheOwnListIsEmpty() {
    String json = value.write(List.of(new Event("a")));

    assertThat(value.readBeside(List.of(), json)).isEqualTo(List.of(new Event("a")));
  }

  @Test
  void aRecordOfAnotherPackageIsKnownFromTheOwnValueOrTheAwaitedType() {
    String json = value.write(new Event("a"));

    assertThat(elsewhere.readBeside(new Event("b"), json)).isEqualTo(new Event("a"));
    assertThat(elsewhere.read(Event.class, json)).isEqualTo(new Event("a"));
  }

  @Test
  void aRecordThatNothingHereNamesIsRefusedWithItsPlace() {
    String json = value.write(List.of("a", new Event("b")));

    assertThatThrownBy(() -> elsewhere.readBeside(List.of(), json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("element 1 of [x] has type [" + Event.class.getName() + "]");
  }

  /** A name that arrives loads no class but a record or an enum of the tests' own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"record\":[\"java.io.File\",{\"path\":\"/\"}]}",
        "{\"record\":[\"org.multihost.migration.internal.wire.ExchangedValueTests\",{}]}",
        "{\"record\":[\"org.multihost.migration.internal.config.Timeouts\",{}]}",
        "{\"enum\":[\"java.util.concurrent.TimeUnit\",\"DAYS\"]}",
        "{\"record\":[\"\",{}]}",
        "{\"enum\":[\"org.multihost.migration.internal.wire.ExchangedScalar\",\"NONE\"]}",
        "{\"INT\":\"many\"}",
        "{\"CHAR\":\"\"}",
        "{\"object\":{}}",
        "{\"list\":[],\"map\":{}}",
        "17",
        "[]",
        "{",
      })
  void whatNobodyHandsOverIsRefused(String json) {
    assertThatThrownBy(() -> value.readBeside(null, json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRecordWithOtherComponentsIsRefused() {
    String json = value.write(new Event("a"));

    for (String other :
        List.of(
            json.replace("\"name\"", "\"title\""),
            json.replace("\"a\"", "{\"INT\":\"1\"}"),
            json.replace("\"name\":\"a\"", "\"name\":\"a\",\"more\":\"b\""))) {
      assertThatThrownBy(() -> value.read(Event.class, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[x]");
    }
  }

  @Test
  void aValueOverTheLimitIsRefusedWithItsSize() {
    assertThatThrownBy(() -> value.write("x".repeat(101_000_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[x]", "[102 MB]", "up to [100 MB]");
  }

  /** As long a key as no other JSON of the hosts has. */
  @Test
  void aLongKeyIsKept() {
    Map<String, Integer> longKey = Map.of("k".repeat(60_000), 1);

    assertThat(value.readBeside(longKey, value.write(longKey))).isEqualTo(longKey);
  }
}
