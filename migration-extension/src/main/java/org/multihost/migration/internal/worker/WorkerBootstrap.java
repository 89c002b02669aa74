package org.multihost.migration.internal.worker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.multihost.migration.internal.config.HostIdentity;

/**
 * The facts that a worker is given at its start, as one line of JSON on its standard input, so that
 * no list of processes shows them.
 *
 * @param host the host that the worker is
 * @param runId the run's id
 * @param meeting where the hosts meet
 * @param migrationAddress what the host offers for incoming migrations
 * @param controllerPort where the controller listens, on the loopback address
 * @param token what the worker shows there, to be known
 * @param systemProperties what to set before anything else
 */
public record WorkerBootstrap(
    String host,
    String runId,
    Meeting meeting,
    String migrationAddress,
    int controllerPort,
    String token,
    Map<String, String> systemProperties) {

  /**
   * The coordinator, and how long it is waited for.
   *
   * @param address where it listens
   * @param port its port
   * @param secret the run's secret
   * @param joinMillis how long to wait for it
   * @param silenceMillis how long it may give no heartbeat before it is lost
   */
  public record Meeting(
      String address, int port, String secret, long joinMillis, long silenceMillis) {

    Duration join() {
      return Duration.ofMillis(joinMillis);
    }

    Duration silence() {
      return Duration.ofMillis(silenceMillis);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
      return "coordinator at [%s:%d]".formatted(address, port);
    }
  }

  /** The worker's identity, as the extension takes it. */
  HostIdentity identity() {
    InetSocketAddress coordinator = new InetSocketAddress(meeting.address(), meeting.port());
    return new HostIdentity(
        host, coordinator, meeting.secret(), migrationAddress, "The controller", false, false);
  }

  /** Never shows the secret or the token. */
  @Override
  public String toString() {
    return "worker of host [%s] in run [%s]".formatted(host, runId);
  }
}
