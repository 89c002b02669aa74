package org.multihost.migration.qemu.faults;

import java.util.List;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The cells of every build whose faults end a run; they run side by side with the others. */
@DisabledIfSystemProperty(
    named = "faults",
    matches = ".*",
    disabledReason = "FaultMatrixTests has all")
final class FaultsOfRunsTests extends FaultCells {

  FaultsOfRunsTests() {
    super("faults-of-runs");
  }

  static List<FaultCell> cells() {
    return FaultCell.brief().stream()
        .filter(cell -> cell.fault().stage() != FaultStage.RUN)
        .toList();
  }
}
