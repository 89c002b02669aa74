package org.multihost.migration.qemu.guest.ssh;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apiguardian.api.API;
import org.multihost.migration.GuestException;

/** The Unix socket of an SSH agent. */
@API(status = INTERNAL)
public record AgentSocket(Path path) {

  /** Connects to the agent. */
  AgentConnection connect() throws IOException {
    return new AgentConnection(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  /**
   * Checks that the agent answers and has a key.
   *
   * @return this
   * @throws GuestException if not
   */
  public AgentSocket requireKeys(String vm) {
    try (AgentConnection agent = connect()) {
      if (agent.getIdentities().iterator().hasNext()) {
        return this;
      }
    } catch (IOException | RuntimeException e) {
      throw new GuestException(
          "The SSH login in virtual machine [%s] needs the agent at [%s], which does not answer: %s"
              .formatted(vm, path, e.getMessage()),
          e);
    }
    throw new GuestException(
        "The SSH login in virtual machine [%s] needs a key, and the agent at [%s] has none; add one: ssh-add"
            .formatted(vm, path));
  }
}
