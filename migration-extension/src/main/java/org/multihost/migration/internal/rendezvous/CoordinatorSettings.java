package org.multihost.migration.internal.rendezvous;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;

/**
 * The settings of a run's coordinator.
 *
 * @param address the only address at which it listens; port 0 selects any free port
 * @param secret the secret of the run, which no other process has; it never leaves this process
 * @param runId the run's id: short, of letters and digits
 * @param silence the time without a heartbeat after which a host is lost
 */
public record CoordinatorSettings(
    InetSocketAddress address, String secret, String runId, Duration silence) {

  /** Returns a text without the secret. */
  @Override
  public String toString() {
    return "CoordinatorSettings[address=" + address + ", runId=" + runId + "]";
  }

  /**
   * Returns the reason why the coordinator cannot listen at its address, and what to do.
   *
   * @param thrown the exception of the attempt, which does not tell the reasons apart
   */
  public String obstacle(RuntimeException thrown) {
    String port = "port [multihost.port = " + address.getPort() + "]";
    if (!isOfThisHost()) {
      return "no network interface of this host has that address; give the first host one of its own addresses in [multihost.hosts]";
    }
    return isTaken()
        ? port
            + " is in use; choose another port, or end the process that uses it; a build that runs its tests in several JVMs at a time must use one (Surefire: -DforkCount=1)"
        : port
            + " cannot be opened ["
            + String.valueOf(thrown.getMessage()).lines().findFirst().orElse("")
            + "]";
  }

  private boolean isOfThisHost() {
    InetAddress own = address.getAddress();
    try {
      return own.isAnyLocalAddress() || NetworkInterface.getByInetAddress(own) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }

  private boolean isTaken() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(address);
      return false;
    } catch (BindException taken) {
      return true;
    } catch (IOException unknown) {
      return false;
    }
  }
}
