package org.multihost.migration.qemu.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HypervisorFigures;

class ReportedFiguresTests {

  private final ReportedFigures reported = new ReportedFigures();

  private HypervisorFigures after(String answer) throws Exception {
    return reported.add(new ObjectMapper().readTree(answer)).figures();
  }

  @Test
  void namesAFigureByItsPlaceInTheAnswer() throws Exception {
    HypervisorFigures figures =
        after(
            """
            {"status": "active", "ram": {"normal": 7, "mbps": 0.5},
             "postcopy-vcpu-blocktime": [3, 4], "socket-address": [{"port": "4444"}]}
            """);

    assertThat(figures.named())
        .containsOnlyKeys(
            "status",
            "ram.normal",
            "ram.mbps",
            "postcopy-vcpu-blocktime.0",
            "postcopy-vcpu-blocktime.1",
            "socket-address.0.port");
    assertThat(figures.normalPages()).hasValue(7);
    assertThat(figures.bandwidth()).hasValue(62_500);
    assertThat(figures.duplicatePages()).isEmpty();
  }

  @Test
  void keepsTheLastValueOfAFigureThatIsNotReportedAgain() throws Exception {
    after("{\"expected-downtime\": 300, \"cpu-throttle-percentage\": 20}");
    after("{\"expected-downtime\": 40, \"cpu-throttle-percentage\": 99}");
    HypervisorFigures figures =
        after("{\"status\": \"completed\", \"xbzrle-cache\": {\"cache-miss\": 12}}");

    assertThat(figures.expectedDowntime()).contains(Duration.ofMillis(40));
    assertThat(figures.throttlePercent()).hasValue(99);
    assertThat(figures.cacheMisses()).hasValue(12);
  }
}
