package org.multihost.migration.internal.rendezvous;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.time.Time;

/** Makes the connection of a host that lives in another process than the coordinator. */
public final class Connections {

  private Connections() {}

  /**
   * Joins the run, as soon as its coordinator is there.
   *
   * @throws HostLostException if the coordinator is not there in time
   * @throws MultihostConfigurationException if the secret differs, or the run already has a host of
   *     that name
   */
  public static HostConnection connect(ConnectionSettings settings) {
    Attempts attempts = new Attempts(settings);
    ClientConfig config = Configurations.client(settings);
    config.addListenerConfig(new ListenerConfig(attempts));
    HazelcastInstance hazelcast = HazelcastClient.newHazelcastClient(config);
    try {
      Watch.await(Time.system(), attempts.connected(), settings.joinTimeout());
      return BoardConnection.join(settings.host(), board(settings, hazelcast, attempts));
    } catch (TimeoutException e) {
      hazelcast.getLifecycleService().terminate();
      throw attempts.tooLate();
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw e;
    }
  }

  private static HazelcastBoard board(
      ConnectionSettings settings, HazelcastInstance hazelcast, Attempts attempts) {
    String session = hazelcast.getLocalEndpoint().getUuid().toString();
    Closing closing = new Closing(hazelcast);
    HazelcastBoard board =
        new HazelcastBoard(
            hazelcast,
            session,
            settings.holder()
                + ", which holds the coordinator of the run at ["
                + Coordinator.text(settings.coordinator())
                + "],",
            settings.joinTimeout(),
            closing);
    closing.pulse =
        Pulse.start(
            hazelcast,
            session,
            settings.silence(),
            name -> board.lose(Pulse.silent(settings.silence())));
    attempts
        .disconnected()
        .thenRun(() -> board.lose("its process ended, or the connection to it broke"));
    return board;
  }
}
