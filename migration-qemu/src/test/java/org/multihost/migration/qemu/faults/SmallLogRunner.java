package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Runs each cell in a run of its own, whose reports are on a small disk. */
record SmallLogRunner(Path directory) implements CellRunner {

  private static final String SIZE = "32m";

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    try (SmallDisk reports = SmallDisk.mount(FaultFiles.in(directory).reports(), SIZE);
        FaultRun run = FaultRun.open(directory)) {
      return run.run(cell);
    }
  }

  @Override
  public void close() {
    // nothing outlives a cell
  }
}
