package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.qemu.NeedsQemu;

/**
 * Cells of the matrix of faults: everybody knows at once, by the first cause; never do two machines
 * run; the next class succeeds; nothing is left. A class of tests has a static method {@code
 * cells()}.
 */
@NeedsQemu
@TestInstance(Lifecycle.PER_CLASS)
abstract class FaultCells {

  /** What a machine that is busy with other builds may take longer than the goal. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Map<FaultStage, CellRunner> runners = new EnumMap<>(FaultStage.class);
  private final FaultTable table = new FaultTable();
  private final String name;

  /**
   * Creates the cells.
   *
   * @param name that of the table's file
   */
  FaultCells(String name) {
    this.name = name;
  }

  private CellRunner runner(FaultStage stage) throws IOException, InterruptedException {
    CellRunner open = runners.get(stage);
    if (open == null) {
      String directory = stage.name().toLowerCase(Locale.ROOT);
      open = stage.open(Path.of("target", "faults", directory).toAbsolutePath());
      runners.put(stage, open);
    }
    return open;
  }

  @AfterAll
  public void close() throws IOException, InterruptedException {
    for (CellRunner runner : runners.values()) {
      runner.close();
    }
    table.write(Path.of("target", name + ".md"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  @Timeout(300)
  void everybodyKnowsAndNothingIsLeft(FaultCell cell) throws IOException, InterruptedException {
    CellResult result = run(cell);

    List<String> wrongs = result.wrongs(PATIENCE);
    table.add(result, wrongs);
    assertThat(wrongs)
        .as("cell [%s], again with -Dfaults=%s", cell, cell)
        .withFailMessage(
            () ->
                "%s%n%s".formatted(String.join("%n".formatted(), wrongs), result.traces().tails()))
        .isEmpty();
  }

  /** What ends a cell early, must say which. */
  private CellResult run(FaultCell cell) throws IOException, InterruptedException {
    try {
      return runner(cell.fault().stage()).run(cell);
    } catch (AssertionError | IllegalStateException e) {
      throw new AssertionError("cell [%s] has not ended: %s".formatted(cell, e.getMessage()), e);
    }
  }
}
