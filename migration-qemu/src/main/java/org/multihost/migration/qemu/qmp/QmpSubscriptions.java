package org.multihost.migration.qemu.qmp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The subscriptions to one connection's events. Safe for use by several threads. */
final class QmpSubscriptions {

  private final String vm;
  private final QmpWaiting waiting;
  private final QmpCallbacks callbacks;

  // Guarded by this.
  private final Set<QmpSubscription> open = new LinkedHashSet<>();
  private @Nullable QmpException end;

  QmpSubscriptions(String vm, QmpWaiting waiting, QmpCallbacks callbacks) {
    this.vm = vm;
    this.waiting = waiting;
    this.callbacks = callbacks;
  }

  /** Opens a subscription to all later events; it has already ended if the connection has. */
  public QmpSubscription open(Predicate<QmpEvent> filter) {
    QmpSubscription subscription =
        new QmpSubscription(vm, filter, waiting, callbacks, this::remove);
    QmpException ended = add(subscription);
    if (ended != null) {
      subscription.end(ended);
    }
    return subscription;
  }

  public void publish(QmpEvent event) {
    snapshot().forEach(subscription -> subscription.offer(event));
  }

  public void end(QmpException why) {
    synchronized (this) {
      end = why;
    }
    snapshot().forEach(subscription -> subscription.end(why));
  }

  private synchronized @Nullable QmpException add(QmpSubscription subscription) {
    if (end == null) {
      open.add(subscription);
    }
    return end;
  }

  private synchronized void remove(QmpSubscription subscription) {
    open.remove(subscription);
  }

  private synchronized List<QmpSubscription> snapshot() {
    return List.copyOf(open);
  }
}
