package org.multihost.migration.internal.rendezvous.hazelcast;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.rendezvous.state.HostState.Presence;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** A watcher that reports each lost host once. */
final class Losses implements StateSubscription.Watcher {

  private final BiConsumer<String, String> listener;
  private final Set<String> told = new HashSet<>(); // guarded by this

  Losses(BiConsumer<String, String> listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void changed(RunState state) {
    state
        .hosts()
        .forEach(
            (name, host) -> {
              if (host.presence() == Presence.LOST && told.add(host.session())) {
                listener.accept(name, String.valueOf(host.gone()));
              }
            });
  }

  @Override
  public void lost(HostLostException lost) {}
}
