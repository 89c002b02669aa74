package org.multihost.migration.qemu.guest.ssh;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/** The use of an agent's keys by a client, which never forwards the agent to the server. */
record AgentKeys(AgentSocket socket) implements SshAgentFactory {

  @Override
  public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
    return socket.connect();
  }

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) {
    throw new UnsupportedOperationException("The agent is not forwarded");
  }
}
