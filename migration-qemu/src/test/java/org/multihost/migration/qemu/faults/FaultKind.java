package org.multihost.migration.qemu.faults;

/** A group of faults that meet the same thing; it decides where their cells run. */
enum FaultKind {
  CODE(FaultStage.RUN),
  GUEST(FaultStage.RUN),
  OUTCOME(FaultStage.RUN),
  COUNT(FaultStage.RUN),
  TIME(FaultStage.RUN),
  QEMU(FaultStage.RUN),
  WORKER(FaultStage.RUN),
  WORKER_START(FaultStage.FRESH),
  LOG(FaultStage.SMALL_LOG),
  CONTROLLER(FaultStage.CONTROLLER),
  COORDINATOR(FaultStage.APART),
  CABLE(FaultStage.APART),
  HOST_START(FaultStage.APART);

  private final FaultStage stage;

  FaultKind(FaultStage stage) {
    this.stage = stage;
  }

  FaultStage stage() {
    return stage;
  }
}
