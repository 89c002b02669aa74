package org.multihost.migration.internal.rendezvous.hazelcast;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** A run on Hazelcast in this JVM: the source is with the member, all others are clients. */
public final class HazelcastTestRun implements RendezvousRun {

  static final String SECRET = "a secret of this test";
  static final Duration SILENCE = Duration.ofSeconds(7);

  public final Coordinator coordinator;

  public HazelcastTestRun() {
    this.coordinator =
        Coordinator.start(
            new CoordinatorSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SECRET,
                "run1",
                HazelcastTestRun.SILENCE));
  }

  @Override
  public HostConnection join(String host) {
    return host.equals("source") ? coordinator.join(host) : connect(host, SECRET);
  }

  public HostConnection connect(String host, String secret) {
    return Connections.connect(
        new ConnectionSettings(
            host,
            coordinator.address(),
            secret,
            "Host [source]",
            Duration.ofSeconds(20),
            HazelcastTestRun.SILENCE,
            notice -> {}));
  }

  @Override
  public RunState state() {
    return coordinator.state();
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
