package org.multihost.migration.internal.rendezvous;

import org.multihost.migration.internal.rendezvous.state.RunState;

/** A run whose hosts are threads of the test. */
public interface RendezvousRun extends AutoCloseable {

  /** Joins the run as a host, and keeps the connection until the run is closed. */
  HostConnection join(String host);

  /** What the coordinator knows. */
  RunState state();

  @Override
  void close();
}
