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
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * The heartbeat of this process, published seven times within the allowed silence, and the monitor
 * of the other processes' heartbeats. It detects frozen processes, whose connections stay open.
 *
 * <p>Silence is counted in this process's own ticks, so that a process that was stopped itself does
 * not report others as silent. A process in which a debugger may stop all threads publishes no
 * heartbeat, and is not monitored: only a process that has published a heartbeat can become silent.
 */
final class Heartbeat implements AutoCloseable {

  /** The coordinator's name in heartbeats; hosts use their sessions. */
  static final String COORDINATOR = "coordinator";

  static final String TOPIC = "heartbeats";

  private static final int SIGNS = 7;

  private final ITopic<String> topic;
  private final String self;
  private final Consumer<String> onSilence;
  private final boolean gives = !mayBeSuspended();
  private final Map<String, Integer> silence = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;

  private Heartbeat(HazelcastInstance hazelcast, String self, Consumer<String> onSilence) {
    this.topic = hazelcast.getTopic(TOPIC);
    this.self = self;
    this.onSilence = onSilence;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> DaemonThread.named("heartbeat-" + self, task));
  }

  /**
   * Starts the heartbeat.
   *
   * @param allowed how long another process may be silent
   * @param onSilence receives the name of a process that has become silent
   */
  public static Heartbeat start(
      HazelcastInstance hazelcast, String self, Duration allowed, Consumer<String> onSilence) {
    Heartbeat heartbeat = new Heartbeat(hazelcast, self, onSilence);
    heartbeat.topic.addMessageListener(message -> heartbeat.heard(message.getMessageObject()));
    heartbeat.timer.scheduleWithFixedDelay(
        heartbeat::tick, 0, interval(allowed).toNanos(), TimeUnit.NANOSECONDS);
    return heartbeat;
  }

  /** Returns the time between two heartbeats. */
  static Duration interval(Duration allowed) {
    return allowed.dividedBy(SIGNS);
  }

  /** Returns the reason for the loss of a process that was silent for so long. */
  static String silent(Duration allowed) {
    return "it sent no heartbeat for " + Durations.format(allowed);
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
        // The new host must receive one heartbeat, to detect a coordinator that freezes at once.
        topic.publishAsync(self);
      }
    }
  }

  private void tick() {
    try {
      if (gives) {
        topic.publishAsync(self);
      }
      silence.replaceAll((name, ticks) -> ticks + 1);
      silence.forEach(
          (name, ticks) -> {
            if (ticks > SIGNS && silence.remove(name) != null) {
              onSilence.accept(name);
            }
          });
    } catch (RuntimeException e) {
      // The connection is lost; its own listener reports that.
      timer.shutdown();
    }
  }

  /** Stops monitoring a process. */
  public void forget(String name) {
    silence.remove(name);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
