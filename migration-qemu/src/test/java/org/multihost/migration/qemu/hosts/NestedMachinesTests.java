package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.multihost.migration.qemu.NeedsQemu;

/** Real workers and real QEMUs for machines that are declared in nested classes. */
@NeedsQemu
@Timeout(600)
class NestedMachinesTests {

  @TempDir Path reports;

  private EngineExecutionResults run(String... setting) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(NestedMachinesTestCase.class))
            .configurationParameter("multihost.report.dir", reports.toString());
    if (setting.length > 0) {
      kit.configurationParameter(setting[0], setting[1]);
    }
    return kit.execute();
  }

  @Test
  void theyStartAndMigrate() {
    run().testEvents().assertStatistics(tests -> tests.started(4).succeeded(4));
  }

  @Test
  @Tag("long")
  void aWrongSettingOfOneOnOneHostLetsNoTestPassOnAnyHost() {
    EngineExecutionResults results = run("multihost.host.destination.vm.vm2.memory", "much");

    results.testEvents().assertStatistics(tests -> tests.succeeded(0));
    Events containers = results.containerEvents();
    assertThat(containers.failed().count()).isPositive();
    assertThat(containers.failed().count() + containers.aborted().count())
        .as("of each host")
        .isEqualTo(2);
  }
}
