package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.WrongBarrierException;

/** Tests that JUnit runs on threads of their own, because of their timeout. */
final class SeparateThreadTests {

  @MultihostMigration(hosts = {"a", "b"})
  static final class DifferentBarriersTestCase {
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void meets(Rendezvous rendezvous, Hosts hosts) {
      rendezvous.barrier("of " + hosts.self());
    }
  }

  @Test
  void failAtOnceAtDifferentBarriers() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .with("multihost.timeout.barrier", "20 s")
            .launch(DifferentBarriersTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host))
          .singleElement()
          .isInstanceOf(WrongBarrierException.class)
          .asString()
          .contains("barrier [of a]", "barrier [of b]");
    }
  }
}
