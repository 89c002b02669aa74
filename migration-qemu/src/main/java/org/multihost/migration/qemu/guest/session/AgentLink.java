package org.multihost.migration.qemu.guest.session;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.console.SerialPort;

/**
 * The connection to the agent in the guest: sends requests and passes the agent's frames to the
 * waiting callers. It is synchronized with the agent after the answer to a sync, and no longer when
 * the agent restarts. Safe for use by several threads.
 */
final class AgentLink implements AutoCloseable {

  private final SerialPort port;
  private final SecureRandom random = new SecureRandom();
  private final Object lock = new Object();

  // The fields below are guarded by lock.
  private final Map<String, PendingCommand> pending = new HashMap<>();
  private final String session = randomHex(4);
  private int commands;
  private String nonce = "";
  private CompletableFuture<Void> ready = new CompletableFuture<>();
  private @Nullable String lost;
  private boolean left; // and may return

  private AgentLink(SerialPort port) {
    this.port = port;
  }

  /** Starts to read; {@link #sync} must follow. */
  public static AgentLink open(SerialLine line) {
    AgentLink link = new AgentLink(new SerialPort(line));
    link.port.start(link::receive, link::end);
    return link;
  }

  /**
   * Requests an answer of the agent, and thereby ends the unfinished commands of an earlier
   * session; completes with the answer, however late the guest boots.
   */
  CompletableFuture<Void> sync() {
    synchronized (lock) {
      beginSync("the session was synchronised again");
      return ready;
    }
  }

  /**
   * Repeats the request if the agent has not answered: requests sent before it listened are lost.
   */
  void repeatSync() {
    synchronized (lock) {
      if (!ready.isDone()) {
        port.send(AgentRequest.sync(nonce));
      }
    }
  }

  /** Completes when the link is synchronized with the agent. */
  public CompletableFuture<Void> ready() {
    synchronized (lock) {
      return ready;
    }
  }

  public PendingCommand execute(String command) {
    synchronized (lock) {
      String id = session + "-" + ++commands;
      String mark = randomHex(16);
      PendingCommand sent = new PendingCommand(id, mark);
      if (lost != null) {
        sent.fail(lost);
        return sent;
      }
      pending.put(id, sent);
      port.send(AgentRequest.execute(id, mark, command));
      return sent;
    }
  }

  /** Requests to kill the command's processes; the command then ends like any other. */
  public void kill(PendingCommand command) {
    port.send(AgentRequest.kill(command.id()));
  }

  /** Ends the wait for a command. */
  public void forget(PendingCommand command) {
    synchronized (lock) {
      pending.remove(command.id());
    }
  }

  @Override
  public void close() {
    port.close();
    end("the session was closed");
  }

  private void receive(String line) {
    AgentFrame frame = AgentFrame.parse(line).orElse(null);
    if (frame == null) {
      return;
    }
    synchronized (lock) {
      if (frame instanceof AgentFrame.Piece piece) {
        receivePiece(piece);
      } else if (frame instanceof AgentFrame.Synced synced && synced.nonce().equals(nonce)) {
        ready.complete(null);
      } else if (frame instanceof AgentFrame.Hello) {
        receiveHello();
      } else if (frame instanceof AgentFrame.Refused refused) {
        receiveRefusal(refused);
      }
    }
  }

  private void receivePiece(AgentFrame.Piece piece) {
    PendingCommand command = pending.get(piece.id());
    if (command != null && command.accept(piece)) {
      pending.remove(piece.id());
    }
  }

  private void receiveHello() {
    if (nonce.isEmpty()) {
      return;
    }
    if (ready.isDone()) {
      beginSync("the guest was reset, or the session's agent in it was killed and restarted");
    } else {
      // A request sent before the agent listened may be lost.
      port.send(AgentRequest.sync(nonce));
    }
  }

  private void receiveRefusal(AgentFrame.Refused refused) {
    PendingCommand command = pending.remove(refused.id());
    if (command != null) {
      command.fail("it arrived damaged and was not run");
    }
  }

  private void beginSync(String reason) {
    failPending(reason);
    if (lost != null) {
      ready = CompletableFuture.failedFuture(new AgentLostException(lost));
      return;
    }
    nonce = randomHex(16);
    if (ready.isDone()) {
      ready = new CompletableFuture<>();
    }
    port.send(AgentRequest.sync(nonce));
  }

  /** Ends the link for this reason: no more frames will arrive. */
  public void end(String reason) {
    synchronized (lock) {
      left = false;
      lose(lost == null ? reason : lost);
    }
  }

  /** Ends the link for this reason, until {@link #returned}. */
  void leave(String reason) {
    synchronized (lock) {
      if (lost == null) {
        left = true;
        lose(reason);
      }
    }
  }

  /** Synchronizes with the agent again; returns false if it had not left, or never returns. */
  boolean returned() {
    synchronized (lock) {
      if (!left) {
        return false;
      }
      left = false;
      lost = null;
      beginSync("the guest has returned");
      return true;
    }
  }

  private void lose(String reason) {
    lost = reason;
    failPending(reason);
    if (!ready.completeExceptionally(new AgentLostException(reason))) {
      ready = CompletableFuture.failedFuture(new AgentLostException(reason));
    }
  }

  private void failPending(String reason) {
    List.copyOf(pending.values()).forEach(command -> command.fail(reason));
    pending.clear();
  }

  private String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    this.random.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
