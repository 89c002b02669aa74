package org.multihost.migration.internal.scenario.migration;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.stream.StreamProxy;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * The route of a migration's streams: straight to the destination, or through a proxy on this host.
 */
final class Detour implements AutoCloseable {

  private final MigrationPlan plan;
  private final @Nullable StreamProxy proxy;

  Detour(MigrationPlan plan) {
    this.plan = plan;
    this.proxy = plan.manner().proxied() ? new StreamProxy() : null;
  }

  /** Returns the proxy; null if the plan has none. */
  public @Nullable StreamProxy proxy() {
    return proxy;
  }

  /**
   * Returns the address to send a stream to: the endpoint, or the proxy in front of it. Disks do
   * not go through the proxy.
   */
  public MigrationEndpoint to(MigrationEndpoint endpoint) {
    if (proxy == null) {
      return endpoint;
    }
    try {
      InetAddress host = InetAddress.getByName(endpoint.host());
      InetSocketAddress front =
          proxy.to(new InetSocketAddress(host, endpoint.port().orElseThrow()));
      return MigrationEndpoint.tcp(front.getAddress().getHostAddress(), front.getPort())
          .withDisks(endpoint.disks());
    } catch (UnknownHostException e) {
      throw new MultihostException(
          "The destination offers the address [%s], which host [%s] cannot resolve; set [multihost.migration.address] there"
              .formatted(endpoint.host(), plan.source()),
          e);
    }
  }

  /**
   * Ends the disturbances after the source has sent all: the destination may still be reading what
   * the proxy holds.
   */
  public void heal() {
    if (proxy != null) {
      proxy.heal();
    }
  }

  /** Closes the proxy, if there is one. */
  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
