package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link FailingCheckTestCase} must fail, on both hosts, and for the reason that the README gives.
 */
@ExtendWith(Twins.Resolver.class)
class FailingCheckTests {

  private static final String REASON =
      "Expected the command's output to be [goodbye] but it was [hello]";

  @Test
  void failsOnBothHostsWithTheCheckAsTheCause(Twins twins) {
    assertThat(Twins.failures(twins.run(FailingCheckTestCase.class, Map.of())))
        .allSatisfy(failure -> assertThat(failure).contains(REASON, "FailingCheckTestCase.java"))
        .filteredOn(failure -> failure.contains("PeerFailedException"))
        .as("the failure of the host that did not check")
        .hasSize(1);
  }
}
