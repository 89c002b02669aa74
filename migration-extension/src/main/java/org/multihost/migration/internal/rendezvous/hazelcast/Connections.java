package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.ClientConnection;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RunEndingException;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.time.Time;

/** The connections of hosts that run in another process than the coordinator. */
public final class Connections {

  private Connections() {}

  /**
   * Joins the run as soon as its coordinator can be reached.
   *
   * @throws HostLostException if the coordinator cannot be reached in time
   * @throws MultihostConfigurationException if the secret differs, or the run already has a host of
   *     that name
   */
  public static HostConnection connect(ConnectionSettings settings) {
    long start = System.nanoTime();
    ConnectionSettings left = settings;
    while (true) {
      try {
        return connectOnce(left);
      } catch (RunEndingException ending) { // its coordinator has ended by now
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        long millis = settings.joinTimeout().minus(passed).toMillis();
        left = settings.within(Duration.ofMillis(Math.max(1, millis)));
      }
    }
  }

  /** Joins the current run. If that run is ending, waits until it has ended, and throws. */
  private static HostConnection connectOnce(ConnectionSettings settings) {
    long start = System.nanoTime();
    CoordinatorLookup attempts = new CoordinatorLookup(settings);
    ClientConfig config = HazelcastConfigs.client(settings);
    config.addListenerConfig(new ListenerConfig(attempts));
    HazelcastInstance hazelcast = HazelcastClient.newHazelcastClient(config);
    try {
      StateSubscription.await(Time.system(), attempts.connected(), settings.joinTimeout());
      return join(settings, hazelcast, attempts, start);
    } catch (TimeoutException e) {
      hazelcast.getLifecycleService().terminate();
      throw attempts.tooLate();
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      if (attempts.isRefused()) {
        stayUntilDetected(settings);
      }
      throw e;
    }
  }

  /**
   * Keeps a silent connection open until the coordinator closes it. Hazelcast tells the coordinator
   * nothing of a process that it refuses, and the person who waits there must know.
   */
  private static void stayUntilDetected(ConnectionSettings settings) {
    int limit = Math.toIntExact(settings.silence().multipliedBy(2).toMillis());
    try (Socket silent = new Socket()) {
      silent.connect(settings.coordinator(), limit);
      silent.setSoTimeout(limit);
      silent.getInputStream().read();
    } catch (IOException gone) {
      // The coordinator has ended, or is not one: nobody waits there.
    }
  }

  private static HostConnection join(
      ConnectionSettings settings,
      HazelcastInstance hazelcast,
      CoordinatorLookup attempts,
      long start) {
    HazelcastBoard board = board(settings, hazelcast, attempts);
    try {
      return ClientConnection.join(settings.host(), board);
    } catch (RunEndingException ending) {
      settings.notices().accept(ending.getMessage());
      try {
        awaitEnd(settings, attempts, ending, start);
      } finally {
        board.close();
      }
      throw ending;
    }
  }

  /** Waits until the coordinator has ended, which closes the connection to it. */
  private static void awaitEnd(
      ConnectionSettings settings,
      CoordinatorLookup attempts,
      RunEndingException ending,
      long start) {
    try {
      long left = settings.joinTimeout().toNanos() - (System.nanoTime() - start);
      StateSubscription.await(Time.system(), attempts.disconnected(), Duration.ofNanos(left));
    } catch (TimeoutException e) {
      throw new HostLostException(
          ending.getMessage()
              + "; it has not ended within ["
              + Durations.format(settings.joinTimeout())
              + "]",
          ending);
    }
  }

  private static HazelcastBoard board(
      ConnectionSettings settings, HazelcastInstance hazelcast, CoordinatorLookup attempts) {
    String session = hazelcast.getLocalEndpoint().getUuid().toString();
    ConnectionClosing closing = new ConnectionClosing(hazelcast);
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
    closing.heartbeat =
        Heartbeat.start(
            hazelcast,
            session,
            settings.silence(),
            name -> board.lose(Heartbeat.silent(settings.silence())));
    attempts
        .disconnected()
        .thenRun(() -> board.lose("its process ended, or the connection to it broke"));
    return board;
  }
}
