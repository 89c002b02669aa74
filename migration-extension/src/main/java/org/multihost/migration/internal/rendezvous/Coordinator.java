package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;

/** The one Hazelcast member of a run, in the process that leaves last. */
public final class Coordinator implements AutoCloseable {

  private Coordinator() {}

  /**
   * Starts it.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if it cannot listen at the
   *     address
   */
  public static Coordinator start(CoordinatorSettings settings) {
    throw new UnsupportedOperationException("not yet: " + settings);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The run's id. */
  public String runId() {
    throw new UnsupportedOperationException("not yet");
  }

  /** What the barriers are released by: {@code IMap} or {@code ICountDownLatch}. */
  public String latchKind() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Joins the run as a host that lives in this process. */
  public HostConnection join(String host) {
    throw new UnsupportedOperationException("not yet: " + host);
  }

  /** Waits, in bounded time, until the hosts have left, and ends the run. */
  @Override
  public void close() {}
}
