package org.multihost.migration.internal.report;

import org.multihost.migration.internal.record.Recorded;

/** The last entry of a host that was lost, in words. */
final class LastWord {

  private LastWord() {}

  /** Returns the time at which the entry was written. */
  static long at(Recorded entry) {
    if (entry instanceof Recorded.Barrier barrier) {
      return barrier.at() + barrier.waited();
    }
    return entry instanceof Recorded.Phase phase ? phase.at() + phase.took() : entry.at();
  }

  static String of(Recorded entry) {
    if (entry instanceof Recorded.Phase p) {
      return "after phase %s of migration #%d".formatted(p.phase(), p.migration());
    }
    if (entry instanceof Recorded.PhaseBegun p) {
      return "in phase %s of migration #%d".formatted(p.phase(), p.migration());
    }
    if (entry instanceof Recorded.Barrier b) {
      return "after barrier [%s]".formatted(b.name());
    }
    if (entry instanceof Recorded.Progress p) {
      return "during MIGRATE of migration #%d, %s, pass %d"
          .formatted(p.migration(), p.status(), p.pass());
    }
    if (entry instanceof Recorded.Begun b) {
      return "at the start of migration #%d".formatted(b.migration());
    }
    if (entry instanceof Recorded.Failed f) {
      return "after a failure in " + f.doing();
    }
    return entry instanceof Recorded.Event e
        ? "after event %s of VM [%s]".formatted(e.name(), e.vm())
        : "in the test";
  }
}
