package org.multihost.migration.qemu.faults;

import java.io.IOException;

/** Runs cells, one after another. */
interface CellRunner extends AutoCloseable {

  /** Runs a cell, and what comes after it. */
  CellResult run(FaultCell cell) throws IOException, InterruptedException;

  @Override
  void close() throws IOException, InterruptedException;
}
