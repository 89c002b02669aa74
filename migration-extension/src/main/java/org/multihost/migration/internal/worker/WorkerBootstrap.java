package org.multihost.migration.internal.worker;

import java.net.InetSocketAddress;
import java.util.Map;
import org.multihost.migration.internal.config.HostIdentity;

/**
 * What a worker is told at birth, as one line of JSON on its standard input: that way nothing of it
 * is seen in a list of processes.
 *
 * @param host the host that the worker is
 * @param runId the run's id
 * @param coordinatorAddress where the rendezvous listens
 * @param coordinatorPort its port
 * @param secret the run's secret
 * @param controllerPort where the controller listens, on the loopback address
 * @param token what the worker shows there, to be known
 * @param systemProperties what to set before anything else
 */
public record WorkerBootstrap(
    String host,
    String runId,
    String coordinatorAddress,
    int coordinatorPort,
    String secret,
    int controllerPort,
    String token,
    Map<String, String> systemProperties) {

  /** Who the worker is, in the words of the extension. */
  HostIdentity identity() {
    InetSocketAddress coordinator = new InetSocketAddress(coordinatorAddress, coordinatorPort);
    return new HostIdentity(
        host, coordinator, secret, coordinatorAddress, "The controller", false, false);
  }

  /** Never shows the secret or the token. */
  @Override
  public String toString() {
    return "worker of host [%s] in run [%s]".formatted(host, runId);
  }
}
