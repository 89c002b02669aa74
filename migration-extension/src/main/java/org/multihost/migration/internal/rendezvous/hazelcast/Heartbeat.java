package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.multihost.migration.internal.config.Durations;

/**
 * A sign of life that a process gives, seven times in the silence that is allowed, and its ear for
 * those of others: it finds processes that are frozen, whose connections stay open.
 *
 * <p>Silence is counted in this process's own ticks: while it is stopped itself, it takes no one
 * for silent. A process in which a debugger may stop all threads gives no signs, and is not waited
 * for: only who was heard once can fall silent.
 */
final class Heartbeat implements AutoCloseable {

  /** The coordinator's name here; hosts use their sessions. */
  static final String COORDINATOR = "coordinator";

  private static final int SIGNS = 7;

  private final ITopic<String> topic;
  private final String self;
  private final Consumer<String> onSilence;
  private final boolean gives = !mayBeSuspended();
  private final Map<String, Integer> silence = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;
  private volatile Runnable atEachSign = () -> {};

  private Heartbeat(HazelcastInstance hazelcast, String self, Consumer<String> onSilence) {
    this.topic = hazelcast.getTopic("pulse");
    this.self = self;
    this.onSilence = onSilence;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon(task, "pulse-" + self));
  }

  /**
   * Starts.
   *
   * @param allowed how long another may be silent
   * @param onSilence takes the name of one that has fallen silent
   */
  public static Heartbeat start(
      HazelcastInstance hazelcast, String self, Duration allowed, Consumer<String> onSilence) {
    Heartbeat pulse = new Heartbeat(hazelcast, self, onSilence);
    pulse.topic.addMessageListener(message -> pulse.heard(message.getMessageObject()));
    pulse.timer.scheduleWithFixedDelay(
        pulse::tick, 0, allowed.dividedBy(SIGNS).toNanos(), TimeUnit.NANOSECONDS);
    return pulse;
  }

  /** Why one is lost that was silent for so long. */
  static String silent(Duration allowed) {
    return "it gave no sign of life for " + Durations.format(allowed);
  }

  /** Has something done together with each sign of this process. */
  void atEachSign(Runnable task) {
    atEachSign = task;
  }

  private static boolean mayBeSuspended() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(each -> each.startsWith("-agentlib:jdwp") || each.startsWith("-Xrunjdwp"));
  }

  private void heard(String name) {
    boolean ofInterest = self.equals(COORDINATOR) || name.equals(COORDINATOR);
    if (ofInterest && !name.equals(self)) {
      boolean isNew = silence.put(name, 0) == null;
      if (isNew && gives && self.equals(COORDINATOR)) {
        // A coordinator that freezes in its first second is heard by the new host all the same.
        topic.publishAsync(self);
      }
    }
  }

  private void tick() {
    try {
      if (gives) {
        topic.publishAsync(self);
      }
      atEachSign.run();
      silence.replaceAll((name, ticks) -> ticks + 1);
      silence.forEach(
          (name, ticks) -> {
            if (ticks > SIGNS && silence.remove(name) != null) {
              onSilence.accept(name);
            }
          });
    } catch (RuntimeException e) {
      // The connection is lost; its own listener tells of that.
      timer.shutdown();
    }
  }

  /** No longer expects signs of it. */
  public void forget(String name) {
    silence.remove(name);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
