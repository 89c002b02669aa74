package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.time.Time;

class ThreadDumpTests {

  @Test
  void tellsWhoWaitsForWhomAndWhere() throws InterruptedException {
    Object lock = new Object();
    Thread waiting =
        new Thread(
            () -> {
              synchronized (lock) {
                lock.notifyAll();
              }
            },
            "waiting");
    String dump;
    synchronized (lock) {
      waiting.start();
      await().until(() -> waiting.getState() == Thread.State.BLOCKED);
      dump = ThreadDump.of(Time.system().threads());
    }
    waiting.join(Duration.ofSeconds(5).toMillis());

    String self = Thread.currentThread().getName();
    assertThat(dump)
        .containsPattern("\"waiting\" BLOCKED on java.lang.Object@\\w+ held by \"" + self + "\"")
        .contains(
            "    at " + ThreadDumpTests.class.getName() + ".tellsWhoWaitsForWhomAndWhere(",
            "    - locked java.lang.Object@")
        .contains(" threads of Java and Hazelcast are left out)")
        .doesNotContain("java.base");
  }
}
