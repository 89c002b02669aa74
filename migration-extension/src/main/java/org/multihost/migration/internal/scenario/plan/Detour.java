package org.multihost.migration.internal.scenario.plan;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.stream.StreamProxy;
import org.multihost.migration.spi.MigrationEndpoint;

/** The way of a migration's streams: straight to the destination, or through a proxy here. */
public final class Detour implements AutoCloseable {

  private final MigrationPlan plan;
  private final @Nullable StreamProxy proxy;

  public Detour(MigrationPlan plan) {
    this.plan = plan;
    this.proxy = plan.manner().proxied() ? new StreamProxy() : null;
  }

  /** The proxy, where the plan has one. */
  public @Nullable StreamProxy proxy() {
    return proxy;
  }

  /** Where a stream to that endpoint is sent to. */
  public MigrationEndpoint to(MigrationEndpoint endpoint) {
    if (proxy == null) {
      return endpoint;
    }
    try {
      InetAddress host = InetAddress.getByName(endpoint.host());
      InetSocketAddress front =
          proxy.to(new InetSocketAddress(host, endpoint.port().orElseThrow()));
      return MigrationEndpoint.tcp(front.getAddress().getHostAddress(), front.getPort());
    } catch (UnknownHostException e) {
      throw new MultihostException(
          "The destination offers the address [%s], which host [%s] cannot resolve; set [multihost.migration.address] there"
              .formatted(endpoint.host(), plan.source()),
          e);
    }
  }

  /** The source has sent all; the destination may still be reading what the proxy holds. */
  public void heal() {
    if (proxy != null) {
      proxy.heal();
    }
  }

  /** Lets go of the streams. */
  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
