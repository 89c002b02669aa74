package org.multihost.migration.internal.worker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.multihost.migration.internal.rendezvous.HostIdentity;

/**
 * The facts that a worker is given at its start, as one line of JSON on its standard input, so that
 * no list of processes shows them.
 *
 * @param host the host that the worker is
 * @param runId the run's id
 * @param meeting the coordinator, and its timeouts
 * @param migrationAddress the address that the host offers for incoming migrations
 * @param controllerPort the controller's port, on the loopback address
 * @param token the token that identifies the worker at that port
 * @param systemProperties the system properties to set before anything else
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
   * The coordinator's address, and its timeouts.
   *
   * @param address the address on which it listens
   * @param port its port
   * @param secret the run's secret
   * @param joinMillis the timeout for reaching it, in milliseconds
   * @param silenceMillis the time without a heartbeat after which it counts as lost, in
   *     milliseconds
   */
  public record Meeting(
      String address, int port, String secret, long joinMillis, long silenceMillis) {

    Duration join() {
      return Duration.ofMillis(joinMillis);
    }

    Duration silence() {
      return Duration.ofMillis(silenceMillis);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
      return "coordinator at [%s:%d]".formatted(address, port);
    }
  }

  /** Returns the worker's identity, as the extension takes it. */
  HostIdentity identity() {
    InetSocketAddress coordinator = new InetSocketAddress(meeting.address(), meeting.port());
    return new HostIdentity(
        host, coordinator, meeting.secret(), migrationAddress, "The controller", false, false);
  }

  /** Omits the secret and the token. */
  @Override
  public String toString() {
    return "worker of host [%s] in run [%s]".formatted(host, runId);
  }
}
