package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.qemu.machine.QemuManualStart;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.VmDiagnosis;

class QemuDiagnosisTests {

  private static final List<String> MANY = Collections.nCopies(50, "line");

  private static final ManualStart BY_HAND = new QemuManualStart(List.of("qemu"), List.of());

  private static QmpQuery answer(JsonNode value) {
    return new QmpQuery(Optional.of(value), "");
  }

  private static QemuDiagnosis of(QmpQuery status, QmpQuery migration, List<String> lines) {
    return new QemuDiagnosis(
        "vm1",
        "has process id [7]",
        false,
        status,
        migration,
        lines,
        lines,
        List.of(),
        lines,
        List.of(Path.of("/log")));
  }

  private static ObjectNode status(String status) {
    return JsonNodeFactory.instance.objectNode().put("status", status);
  }

  @Test
  void hasItsEssentialsInFifteenLines() {
    ObjectNode migration = status("active").put("total-time", 2_000);
    migration.putObject("ram").put("transferred", 1 << 20).put("remaining", 3 << 20);

    List<String> lines = of(answer(status("running")), answer(migration), MANY).essentials();

    assertThat(lines)
        .hasSizeLessThanOrEqualTo(15)
        .startsWith(
            "vm1: QEMU has process id [7]; its guest is [running]",
            "query-migrate: [active] after 2 s, pass 0, sent 1.0 MiB, remaining 3.0 MiB of 0.0 MiB",
            "last events:",
            "  line")
        .contains("QEMU's output ends with:", "the guest's console ends with:");
  }

  @Test
  void saysWhatQemuDoesNotAnswer() {
    QmpQuery none = new QmpQuery(Optional.empty(), "QEMU does not answer [x] within 1 s");

    VmDiagnosis told = of(none, none, List.of()).told(false, BY_HAND);

    assertThat(told.essentials())
        .containsExactly(
            "vm1: QEMU has process id [7]; QEMU does not answer [x] within 1 s",
            "query-migrate: QEMU does not answer [x] within 1 s");
    assertThat(told.sections())
        .extracting(VmDiagnosis.Section::title)
        .containsExactly(
            "QEMU has process id [7]",
            "query-status",
            "query-migrate",
            "QEMU's events",
            "the end of QEMU's output",
            "the end of the guest's console");
    assertThat(told.manualStart()).contains(BY_HAND);
  }

  @Test
  void hasNothingForTheErrorWhereItWasEndedOnPurpose() {
    VmDiagnosis told =
        of(answer(status("running")), answer(status("none")), MANY).told(true, BY_HAND);

    assertThat(told.essentials()).isEmpty();
    assertThat(told.sections()).isNotEmpty();
  }
}
