package org.multihost.migration.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTests {

  @Test
  void capitalLettersDoNotMatter() {
    assertThat(NearestName.to("Q35", Stream.of("pc", "q35", "q36"))).contains("q35");
    assertThat(NearestName.to("any", Stream.empty())).isEmpty();
  }

  @Test
  void aNameThatIsFarFromAllIsSimilarToNone() {
    assertThat(NearestName.similar("XBZREL", Stream.of("events", "xbzrle"))).contains("xbzrle");
    assertThat(NearestName.similar("teleport", Stream.of("events", "xbzrle"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'','',0", "a,'',1", "kitten,sitting,3", "port,prot,2", "same,same,0"})
  void theDistanceIsThatOfLevenshtein(String a, String b, int distance) {
    assertThat(NearestName.distance(a, b)).isEqualTo(distance);
    assertThat(NearestName.distance(b, a)).isEqualTo(distance);
  }
}
