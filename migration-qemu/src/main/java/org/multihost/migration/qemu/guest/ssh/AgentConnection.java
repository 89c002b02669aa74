package org.multihost.migration.qemu.guest.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A connection to an SSH agent. A message is its length in four bytes, and that many bytes (<a
 * href="https://datatracker.ietf.org/doc/html/draft-miller-ssh-agent">the protocol</a>).
 */
final class AgentConnection extends AbstractAgentProxy {

  /** The limit of OpenSSH's own agent. */
  private static final int LONGEST = 256 * 1024;

  private final SocketChannel channel;

  AgentConnection(SocketChannel channel) {
    super(null);
    this.channel = channel;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  protected synchronized Buffer request(Buffer message) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(message.array(), message.rpos(), message.available());
    while (out.hasRemaining()) {
      channel.write(out);
    }
    int length = read(Integer.BYTES).getInt();
    if (length < 1 || length > LONGEST) {
      throw new IOException("An answer of the SSH agent has the length [" + length + "]");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("The SSH agent has closed the connection");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    super.close();
  }
}
