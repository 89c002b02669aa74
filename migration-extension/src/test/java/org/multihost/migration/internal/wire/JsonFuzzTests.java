package org.multihost.migration.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from other processes that are not, or not quite, what is expected. */
@Timeout(60)
final class JsonFuzzTests {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void throwablesAreRebuiltOrRefused(long seed) {
    String right =
        Json.write(
            ThrowableRecord.of(
                new AssertionError("no", new IllegalStateException(new RuntimeException("why")))));
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String text = Mutations.of(right, random);
      assertThatCode(() -> rebuildOrRefuse(text))
          .as("seed %d, case %d: [%s]", seed, i, text)
          .doesNotThrowAnyException();
    }
  }

  private static void rebuildOrRefuse(String text) {
    try {
      assertThat(Json.read(text, ThrowableRecord.class).rebuild().toString()).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("ThrowableRecord]");
    }
  }

  @Test
  void nothingIsNoValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("null", ThrowableRecord.class))
        .withMessageContaining("[null] is no [");
  }
}
