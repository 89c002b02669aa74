package org.multihost.migration.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Generated runs of the extension on several hosts, judged by the table of verdicts. */
class OracleTests {

  @Test
  void everyGeneratedRunIsJudgedRight() {
    long seed = Long.getLong("oracle.seed", 1);
    long runs = Long.getLong("oracle.runs", 10_000);

    assertThat(Generated.of(seed, runs)).isEmpty();
  }
}
