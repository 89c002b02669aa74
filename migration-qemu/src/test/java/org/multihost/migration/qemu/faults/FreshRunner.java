package org.multihost.migration.qemu.faults;

import java.io.IOException;

/** Runs each cell in a run of its own, whose workers start with it, one of them late or never. */
record FreshRunner(FaultFiles files) implements CellRunner {

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    try (LateWorker late = LateWorker.of(cell.host(), files);
        FaultRun run = FaultRun.open(files.directory())) {
      if (cell.fault() == Fault.WORKER_LATE) {
        late.comesLate();
      }
      return run.run(cell);
    }
  }

  @Override
  public void close() {
    // nothing outlives a cell
  }
}
