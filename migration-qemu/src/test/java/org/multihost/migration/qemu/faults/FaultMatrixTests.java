package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
 * Faults at every phase of a migration: everybody knows at once, by the first cause; never do two
 * machines run; the next class succeeds; nothing is left. {@code -Dfaults=whole} runs every cell,
 * {@code -Dfaults=POINT:host:FAULT,…} those.
 */
@NeedsQemu
@TestInstance(Lifecycle.PER_CLASS)
class FaultMatrixTests {

  /** What a machine that is busy with other builds may take longer than the goal. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Map<FaultStage, CellRunner> runners = new EnumMap<>(FaultStage.class);
  private final FaultTable table = new FaultTable();

  static List<FaultCell> cells() {
    String chosen = System.getProperty("faults", "brief");
    return switch (chosen) {
      case "brief" -> FaultCell.brief();
      case "whole" -> FaultCell.whole();
      default -> Arrays.stream(chosen.split(",")).map(FaultCell::parse).toList();
    };
  }

  private CellRunner runner(FaultStage stage) throws IOException, InterruptedException {
    CellRunner open = runners.get(stage);
    if (open == null) {
      String name = stage.name().toLowerCase(Locale.ROOT);
      open = stage.open(Path.of("target", "faults", name).toAbsolutePath());
      runners.put(stage, open);
    }
    return open;
  }

  @AfterAll
  void close() throws IOException, InterruptedException {
    for (CellRunner runner : runners.values()) {
      runner.close();
    }
    table.write(Path.of("target", "faults.md"));
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
