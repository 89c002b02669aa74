package org.multihost.migration.qemu.qmp;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiver of all that QEMU sends. It passes the greeting and the answers to the waiting
 * callers, the events to the subscriptions, and the end to all. Called on the connection's thread.
 */
final class QmpSession implements QmpConnection.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(QmpSession.class);

  private final String vm;
  private final QmpParser parser;
  private final QmpCommands commands;
  private final QmpSubscriptions subscriptions;
  private final QmpCallbacks callbacks;
  private final CompletableFuture<QmpGreeting> greeting = new CompletableFuture<>();
  private final CompletableFuture<QmpException> closed;

  QmpSession(
      String vm,
      QmpParser parser,
      QmpCommands commands,
      QmpSubscriptions subscriptions,
      QmpCallbacks callbacks) {
    this.vm = vm;
    this.parser = parser;
    this.commands = commands;
    this.subscriptions = subscriptions;
    this.callbacks = callbacks;
    this.closed = callbacks.newFuture();
  }

  /** Completes on the connection's thread: for this package only. */
  public CompletableFuture<QmpGreeting> greeting() {
    return greeting;
  }

  /** Completes with the reason, after everything else. */
  public CompletableFuture<QmpException> closed() {
    return closed;
  }

  @Override
  public void received(String line) {
    QmpMessage message = parser.parse(line);
    if (message instanceof QmpMessage.Greeting first) {
      greet(first.greeting(), line);
    } else if (!greeting.isDone()) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] did not start with a greeting but with [%s]".formatted(vm, Excerpt.of(line)));
    } else {
      dispatch(message, line);
    }
  }

  private void greet(QmpGreeting first, String line) {
    if (!greeting.complete(first)) {
      throw new QmpProtocolException(
          vm, "QEMU [%s] greeted a second time: [%s]".formatted(vm, Excerpt.of(line)));
    }
  }

  private void dispatch(QmpMessage message, String line) {
    if (message instanceof QmpMessage.Occurrence occurrence) {
      subscriptions.publish(occurrence.event());
    } else if (message instanceof QmpMessage.Success success) {
      commands.succeed(success.id(), success.value());
    } else if (message instanceof QmpMessage.Failure failure) {
      commands.fail(failure.id(), failure.errorClass(), failure.description());
    } else {
      LOG.info("QEMU [{}] sent an unknown message, which is ignored: [{}]", vm, Excerpt.of(line));
    }
  }

  @Override
  public void ended(QmpException why) {
    greeting.completeExceptionally(why.whileWaitingFor("the greeting"));
    commands.end(why);
    subscriptions.end(why);
    callbacks.run(() -> closed.complete(why));
    callbacks.end();
  }
}
