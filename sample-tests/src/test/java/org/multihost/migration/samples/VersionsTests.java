package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * {@link OtherVersionTestCase} from the system's QEMU to the one that is chosen by itself: a
 * setting for one host alone.
 */
class VersionsTests {

  private static final Path SYSTEMS = Path.of("/usr/bin/qemu-system-x86_64");

  @Test
  void aGuestMovesToAnotherVersionOfQemu() {
    boolean there = Files.isExecutable(SYSTEMS);
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("[%s] is there, which CI must not miss", SYSTEMS)
        .isTrue();
    assumeThat(there).as("[%s] is there", SYSTEMS).isTrue();

    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(OtherVersionTestCase.class))
            .configurationParameter("multihost.host.source.qemu.binary", SYSTEMS.toString())
            .execute();

    results.testEvents().assertStatistics(tests -> tests.started(2).succeeded(2));
  }
}
