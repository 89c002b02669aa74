package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Where cells of the matrix run. */
enum FaultStage {
  /** In a run of a controller in this JVM, which goes on after the fault. */
  RUN,
  /** In such a run, which begins with the cell. */
  FRESH,
  /** In such a run, whose reports have little room. */
  SMALL_LOG,
  /** Under a controller in a JVM of its own, which ends by the fault. */
  CONTROLLER,
  /** On three hosts apart, with a cable each. */
  APART;

  /** Sets it; the files of its cells go to that directory. */
  public CellRunner open(Path directory) throws IOException, InterruptedException {
    return switch (this) {
      case RUN -> FaultRun.open(directory);
      case FRESH -> new FreshRunner(FaultFiles.in(directory));
      case SMALL_LOG -> new SmallLogRunner(directory);
      case CONTROLLER -> new ControllerRunner(FaultFiles.in(directory));
      case APART -> ApartRunner.open(directory);
    };
  }
}
