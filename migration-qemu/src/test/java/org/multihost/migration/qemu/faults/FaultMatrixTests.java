package org.multihost.migration.qemu.faults;

import java.util.Arrays;
import java.util.List;

/**
 * Faults at every phase of a migration. {@code -Dfaults=whole} runs every cell, {@code
 * -Dfaults=POINT:host:FAULT,…} those; otherwise {@link FaultsOfRunsTests} runs some of them.
 */
final class FaultMatrixTests extends FaultCells {

  FaultMatrixTests() {
    super("faults");
  }

  static List<FaultCell> cells() {
    String chosen = System.getProperty("faults", "brief");
    return switch (chosen) {
      case "brief" ->
          FaultCell.brief().stream()
              .filter(cell -> cell.fault().stage() == FaultStage.RUN)
              .toList();
      case "whole" -> FaultCell.whole();
      default -> Arrays.stream(chosen.split(",")).map(FaultCell::parse).toList();
    };
  }
}
