package org.multihost.migration.qemu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.qemu.doctor.Finding.State;

class ReportTests {

  private static final Report REPORT =
      new Report(
          "Multihost Migration on a host",
          List.of(
              Finding.ok("QEMU", "QEMU 10.0.2", "all VMs"),
              Finding.of("KVM", State.MISSING, "no \"device\"\nat all", "fast guests", "Load it"),
              Finding.without("guest kernel", State.NEEDED, "none\\", "the default guest")));

  @Test
  void isAlignedAndEndsWithTheVerdict() {
    assertThat(REPORT.text())
        .isEqualTo(
            """
            Multihost Migration on a host

            ok       QEMU          QEMU 10.0.2
            missing  KVM           no "device"
                                   at all
                                   Load it
                                   For: fast guests
            NEEDED   guest kernel  none\\
                                   For: the default guest

            The first test cannot run on this host; it needs: guest kernel.
            """);
  }

  @Test
  void theFirstTestCanRunWithoutWhatIsOnlyMissing() {
    Report report = new Report("title", REPORT.findings().subList(0, 2));
    assertThat(report.firstTestCanRun()).isTrue();
    assertThat(report.text()).endsWith("\nThe first test can run on this host.\n");
  }

  @Test
  void isJsonForPrograms() throws Exception {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());
    assertThat(json.get("firstTestCanRun").booleanValue()).isFalse();
    assertThat(json.get("findings")).hasSize(3);
    assertThat(json.at("/findings/0/remedy").isNull()).isTrue();
    assertThat(json.at("/findings/1/detail").textValue()).isEqualTo("no \"device\"\nat all");
    assertThat(json.at("/findings/2/state").textValue()).isEqualTo("NEEDED");
  }
}
