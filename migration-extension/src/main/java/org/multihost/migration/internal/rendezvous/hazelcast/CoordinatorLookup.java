package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.impl.management.ClientConnectionProcessListener;
import com.hazelcast.cluster.Address;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;

/**
 * The attempts of a client to reach the coordinator, as Hazelcast reports them.
 *
 * <p>Hazelcast retries when the coordinator has refused the credentials. A wrong secret stays
 * wrong, so this class ends the attempts.
 */
final class CoordinatorLookup implements LifecycleListener, ClientConnectionProcessListener {

  private final ConnectionSettings settings;
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
  private final AtomicBoolean noticed = new AtomicBoolean();
  private volatile boolean refused;

  CoordinatorLookup(ConnectionSettings settings) {
    this.settings = settings;
  }

  /**
   * Completes when the coordinator has accepted this process; completes exceptionally if it never
   * will.
   */
  public CompletableFuture<Void> connected() {
    return connected;
  }

  /** Completes when the connection is closed. */
  CompletableFuture<Void> disconnected() {
    return disconnected;
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case CLIENT_CONNECTED -> connected.complete(null);
      case CLIENT_DISCONNECTED -> disconnected.complete(null);
      case SHUTDOWN -> {
        connected.completeExceptionally(tooLate());
        disconnected.complete(null);
      }
      default -> {}
    }
  }

  @Override
  public void connectionAttemptFailed(Address target) {
    notice();
  }

  @Override
  public void hostNotFound(String host) {
    notice();
  }

  private void notice() {
    if (noticed.compareAndSet(false, true)) {
      settings
          .notices()
          .accept(
              "Host ["
                  + settings.host()
                  + "] waits for the coordinator at ["
                  + coordinator()
                  + "], for up to ["
                  + Durations.format(settings.joinTimeout())
                  + "]");
    }
  }

  /** Whether the coordinator has refused the secret of this process. */
  boolean isRefused() {
    return refused;
  }

  @Override
  public void credentialsFailed(Address target) {
    refused = true;
    connected.completeExceptionally(
        new MultihostConfigurationException(
            "Host ["
                + settings.host()
                + "] was rejected by the coordinator at ["
                + coordinator()
                + "]: the run secret differs; set the same multihost.secret on every host, and"
                + " check that no other run uses this port"));
  }

  HostLostException tooLate() {
    return new HostLostException(
        "Host ["
            + settings.host()
            + "] found no coordinator at ["
            + coordinator()
            + "] within ["
            + Durations.format(settings.joinTimeout())
            + "]; start the first of multihost.hosts, and check its address and multihost.port");
  }

  private String coordinator() {
    return Coordinator.text(settings.coordinator());
  }
}
