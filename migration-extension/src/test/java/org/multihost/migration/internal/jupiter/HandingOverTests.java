package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HandingOverTests {

  @Test
  void valuesThatHostsHandOverKeepTheirTypes() throws IOException {
    JupiterRun run = JupiterRun.of(HandingOverTestCase.class, OneHost.only());

    assertThat(run.failures()).isEmpty();
    assertThat(run.successful()).hasSize(6);
  }
}
