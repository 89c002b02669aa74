package org.multihost.migration.qemu.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pending commands, in the order of their submission. At most {@value #MOST_IN_BAND} in-band
 * commands are in flight, because with more QEMU would not read out-of-band commands either;
 * further ones are queued here. Safe for use by several threads.
 */
final class QmpCommands {

  /** QEMU's own limit, {@code QMP_REQ_QUEUE_LEN_MAX}. */
  static final int MOST_IN_BAND = 8;

  private final String vm;
  private final Consumer<String> wire;

  // All guarded by this.
  private final Map<Long, QmpCommand> inFlight = new LinkedHashMap<>();
  private final Deque<QmpCommand> queued = new ArrayDeque<>();
  private int inBandInFlight;
  private @Nullable QmpException end;

  /**
   * @param wire accepts a line without blocking
   */
  QmpCommands(String vm, Consumer<String> wire) {
    this.vm = vm;
    this.wire = wire;
  }

  /**
   * Sends a command at once or, if its answer is still wanted, when there is room; fails it at once
   * if the connection has ended.
   */
  public void submit(QmpCommand command) {
    QmpException ended = sendOrQueue(command);
    if (ended != null) {
      fail(command, ended);
    }
  }

  private synchronized @Nullable QmpException sendOrQueue(QmpCommand command) {
    if (end == null) {
      if (command.outOfBand() || inBandInFlight < MOST_IN_BAND) {
        send(command);
      } else {
        queued.add(command);
      }
    }
    return end;
  }

  void succeed(long id, JsonNode value) {
    answered(id).answer().complete(value);
  }

  public void fail(long id, String errorClass, String description) {
    QmpCommand command = answered(id);
    command
        .answer()
        .completeExceptionally(
            new QmpCommandException(vm, command.name(), errorClass, description));
  }

  /** Fails all pending commands at once, and later ones on their submission. */
  public void end(QmpException why) {
    List<QmpCommand> lost;
    synchronized (this) {
      end = why;
      lost = new ArrayList<>(inFlight.values());
      lost.addAll(queued);
      inFlight.clear();
      queued.clear();
    }
    lost.forEach(command -> fail(command, why));
  }

  /** Returns the names of the commands that are sent and not answered. */
  synchronized List<String> unanswered() {
    return inFlight.values().stream().map(QmpCommand::name).toList();
  }

  private static void fail(QmpCommand command, QmpException why) {
    command.answer().completeExceptionally(why.whileWaitingFor(command.text()));
  }

  private synchronized QmpCommand answered(long id) {
    QmpCommand command = inFlight.remove(id);
    if (command == null) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] answered a command with id [%d], which was not asked or answered before"
              .formatted(vm, id));
    }
    if (!command.outOfBand()) {
      inBandInFlight--;
      sendNext();
    }
    return command;
  }

  private synchronized void sendNext() {
    QmpCommand next = queued.poll();
    while (next != null && next.answer().isDone()) {
      next = queued.poll();
    }
    if (next != null) {
      send(next);
    }
  }

  private synchronized void send(QmpCommand command) {
    if (!command.outOfBand()) {
      inBandInFlight++;
    }
    inFlight.put(command.id(), command);
    wire.accept(command.line());
  }
}
