package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.multihost.migration.qemu.NeedsQemu;

/**
 * A long run, not part of a build: {@code -Dsoak.hops} migrations, one in ten of which meets a
 * fault of the matrix at random, by the seed {@code -Dsoak.seed}. Figures go to {@code
 * target/soak.md}.
 */
@NeedsQemu
class FaultSoak {

  /** One with a fault, the one after it, and those that go to and fro. */
  private static final int HOPS_OF_ROUND = 2 + HopsTestCase.HOPS;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Those after which the run goes on. */
  private final List<FaultCell> cells =
      FaultCell.whole().stream().filter(cell -> cell.fault().stage() == FaultStage.RUN).toList();

  private final SoakFigures figures = new SoakFigures();

  @Test
  void survivesRandomFaults() throws IOException, InterruptedException {
    int rounds = Integer.getInteger("soak.hops", 1000) / HOPS_OF_ROUND;
    long seed = Long.getLong("soak.seed", System.nanoTime());
    Random random = new Random(seed);
    try (FaultRun run = FaultRun.open(Path.of("target", "soak").toAbsolutePath())) {
      for (int round = 1; round <= rounds; round++) {
        round(run, cells.get(random.nextInt(cells.size())));
        if (round == 1 || round == rounds) {
          figures.memory("after hop " + round * HOPS_OF_ROUND, Memory.ofJvms());
        }
      }
    }
    String text = figures.text(seed);
    Files.writeString(Path.of("target", "soak.md"), text);
    System.out.println(text);
    assertThat(figures.wrongs()).isEmpty();
  }

  private void round(FaultRun run, FaultCell cell) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    CellResult result = run.run(cell);
    List<String> failed = run.run(HopsTestCase.class);
    figures.add(
        HOPS_OF_ROUND,
        Duration.ofNanos(System.nanoTime() - begin),
        result.wrongs(PATIENCE).stream()
            .map(wrong -> cell + ": " + wrong)
            .collect(Collectors.toList()),
        failed,
        result.traces().leftovers().size());
  }
}
