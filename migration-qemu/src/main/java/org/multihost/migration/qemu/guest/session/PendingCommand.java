package org.multihost.migration.qemu.guest.session;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command that was sent to the agent, until it ends or is abandoned. */
final class PendingCommand {

  private final String id;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  // Guarded by itself.
  private final CommandOutput output;

  PendingCommand(String id, String nonce) {
    this.id = id;
    this.output = new CommandOutput(nonce);
  }

  public String id() {
    return id;
  }

  /** Completes with the exit status once the output is complete; exceptionally if it cannot be. */
  public CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  public String output() {
    synchronized (output) {
      return output.text();
    }
  }

  /** Appends the next piece of the output; returns whether it was the last one. */
  public boolean accept(AgentFrame.Piece piece) {
    @Nullable Integer ended = null;
    synchronized (output) {
      if (!output.append(piece)) {
        fail("a part of its output was lost on the way, at piece [" + piece.number() + "]");
        return true;
      }
      if (output.exitCode().isPresent()) {
        ended = output.exitCode().getAsInt();
      }
    }
    return ended != null && exitCode.complete(ended);
  }

  public void fail(String reason) {
    exitCode.completeExceptionally(new AgentLostException(reason));
  }
}
