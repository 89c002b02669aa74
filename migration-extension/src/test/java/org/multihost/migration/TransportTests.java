package org.multihost.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Transport.Kind;

class TransportTests {

  private static List<Transport> all() {
    List<Transport> all = new ArrayList<>(Transport.named());
    all.add(new Transport.File(Path.of("/guest")));
    return all;
  }

  @Test
  void eachTransportHasAKindOfItsOwn() {
    assertThat(all())
        .extracting(Transport::kind)
        .containsExactlyInAnyOrder(Kind.values())
        .hasSameSizeAs(Transport.class.getPermittedSubclasses());
  }

  @Test
  void aKindHasTheNameOfItsClass() {
    assertThat(all())
        .allSatisfy(
            each ->
                assertThat(each.kind().name())
                    .isEqualToIgnoringCase(each.getClass().getSimpleName()));
  }

  @Test
  void execUsesANamedPipeByDefault() {
    assertThat(Transport.exec()).isEqualTo(Transport.exec("cat > {pipe}", "cat {pipe}"));
  }
}
