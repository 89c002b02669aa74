package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The matrix is whole, its short form a part of it, and a cell's traces show the end of each log.
 */
class FaultCellTests {

  @Test
  void everyFaultAndEveryPointHasACell() {
    assertThat(FaultCell.whole()).extracting(FaultCell::fault).contains(Fault.values());
    assertThat(FaultCell.whole()).extracting(FaultCell::point).contains(FaultPoint.values());
  }

  @Test
  void noCellIsThereTwice() {
    assertThat(FaultCell.whole()).doesNotHaveDuplicates();
    assertThat(FaultCell.brief()).doesNotHaveDuplicates();
  }

  @Test
  void theShortFormIsAPartOfTheWhole() {
    assertThat(FaultCell.whole()).containsAll(FaultCell.brief());
  }

  @Test
  void theShortFormHasEveryKindOfFaultAndEveryHost() {
    assertThat(FaultCell.brief())
        .extracting(cell -> cell.fault().stage())
        .contains(FaultStage.values());
    assertThat(FaultCell.brief()).extracting(FaultCell::host).containsAll(CellResult.HOSTS);
  }

  @Test
  void theTracesShowTheEndOfWhatEachHostSaid() {
    String much = "line\n".repeat(1000);
    CellTraces traces =
        new CellTraces(List.of(), List.of(), Map.of("b", much + "end of b", "a", "all of a"));

    assertThat(traces.tails())
        .containsSubsequence("[a]", "all of a", "[b]", "end of b")
        .hasLineCount(123);
  }
}
