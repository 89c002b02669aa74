package org.multihost.migration.internal.rendezvous;

import java.util.Set;
import java.util.stream.Collectors;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/** The values that the hosts of a run wait for. */
public final class Awaited {

  private Awaited() {}

  /** Their names, but of those in doubt only if nobody has to look for them once more. */
  public static Set<String> in(RendezvousRun run) {
    return run.state().barriers().values().stream()
        .filter(each -> each.kind() == Kind.VALUE && (each.doubt() == null || each.isCertain()))
        .map(Barrier::name)
        .collect(Collectors.toSet());
  }
}
