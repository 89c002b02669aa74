package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The reports of one side of a VM's migration: its last figures and its history.
 *
 * @param figures the figures that this side's hypervisor has reported
 * @param progress the samples, the oldest first: each new status and pass, and between them samples
 *     at intervals that grow with the duration, so that there are 500 of them at most
 * @param statuses the statuses with their times, the oldest first
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationSide(
    HypervisorFigures figures, List<MigrationProgress> progress, List<StatusTime> statuses) {

  /** A side that has reported nothing. */
  public static final MigrationSide NONE =
      new MigrationSide(HypervisorFigures.NONE, List.of(), List.of());

  /** Copies the lists. */
  public MigrationSide {
    progress = List.copyOf(progress);
    statuses = List.copyOf(statuses);
  }

  /** Returns the passes over the guest's memory, computed from the samples. */
  public List<MigrationPass> passes() {
    List<MigrationPass> passes = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= progress.size(); i++) {
      if (i == progress.size() || progress.get(i).iteration() != progress.get(begin).iteration()) {
        if (progress.get(begin).iteration() > 0) {
          passes.add(pass(begin, Math.min(i, progress.size() - 1)));
        }
        begin = i;
      }
    }
    return List.copyOf(passes);
  }

  private MigrationPass pass(int begin, int end) {
    MigrationProgress first = progress.get(begin);
    Duration took = progress.get(end).elapsed().minus(first.elapsed());
    return new MigrationPass(first.iteration(), took, bytes(end) - bytes(begin));
  }

  /** The report of a new pass has the figures of the sample before; the next sample has its own. */
  private long bytes(int index) {
    int next = index + 1;
    boolean same =
        next < progress.size() && progress.get(next).iteration() == progress.get(index).iteration();
    return progress.get(same ? next : index).transferred();
  }
}
