package org.multihost.migration.internal.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Network;
import org.multihost.migration.internal.config.DiskSettings;

class WordsTests {

  @Test
  void aWordIsInLowerCaseWithHyphens() {
    assertThat(Words.of(DiskSettings.Keep.ON_FAILURE)).isEqualTo("on-failure");
    assertThat(Words.of(Network.USER)).isEqualTo("user");
  }

  @Test
  void theDefaultOfAnAnnotationIsNoValue() {
    assertThat(Words.declared(Network.DEFAULT)).isEmpty();
    assertThat(Words.declared(Network.NONE)).isEqualTo("none");
    assertThat(Words.values(Network.class)).containsExactly(Network.NONE, Network.USER);
    assertThat(Words.values(CloneDisks.class)).containsExactly(CloneDisks.values());
  }
}
