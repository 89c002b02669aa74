package org.multihost.migration.internal.rendezvous;

/** Makes the connection of a host that lives in another process than the coordinator. */
public final class Connections {

  private Connections() {}

  /**
   * Joins the run, as soon as its coordinator is there.
   *
   * @throws org.multihost.migration.HostLostException if the coordinator is not there in time
   * @throws org.multihost.migration.MultihostConfigurationException if the secret differs, or the
   *     run already has a host of that name
   */
  public static HostConnection connect(ConnectionSettings settings) {
    throw new UnsupportedOperationException("not yet: " + settings);
  }
}
