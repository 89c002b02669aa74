package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.qemu.qmp.FakeQemu;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.ProgressListener;

@Timeout(60)
class ProgressSamplerTests {

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<MigrationProgress> told = new CopyOnWriteArrayList<>();
  private volatile boolean awaitsMoment;
  private FakeQemu qemu;
  private QmpClient client;
  private ProgressSampler sampler;

  private final ProgressListener listener =
      new ProgressListener() {
        @Override
        public void progressed(MigrationProgress progress) {
          told.add(progress);
        }

        @Override
        public boolean awaitsMoment() {
          return awaitsMoment;
        }
      };

  @BeforeEach
  public void open() throws IOException {
    qemu = FakeQemu.connect();
    client = qemu.open();
    sampler = new ProgressSampler(client, new ProgressSampling(timer, NEVER, AT_ONCE), listener);
  }

  @AfterEach
  public void close() {
    sampler.close();
    client.close();
    qemu.close();
    timer.shutdownNow();
  }

  /** Has the sampler do something where QEMU's events are handled. */
  private void onCallbackThread(Runnable task) throws InterruptedException {
    var done = client.send("now", Map.of()).thenRun(task);
    qemu.answer(qemu.hears("now"), "{}");
    done.join();
  }

  private void answer(JsonNode query, String status, long remaining) {
    qemu.answer(
        query,
        """
        {"status": "%s", "ram": {"transferred": 5, "remaining": %d, "total": 100}}"""
            .formatted(status, remaining)
            .replace("\n", ""));
  }

  @Test
  void tellsStatusesAndPassesAtOnceWhileAnAnswerLags() throws Exception {
    onCallbackThread(
        () -> {
          sampler.changed("setup");
          sampler.sample();
          sampler.passed(1);
          sampler.changed("active");
          sampler.sample();
          sampler.changed("device");
        });

    assertThat(told)
        .extracting(MigrationProgress::status)
        .containsExactly("setup", "setup", "active", "device");
    assertThat(told).extracting(MigrationProgress::iteration).containsExactly(0L, 1L, 1L, 1L);

    answer(qemu.hears("query-migrate"), "setup", 60);
    await().until(() -> told.size() == 5);
    assertThat(told.get(4).status()).as("the last event's").isEqualTo("device");
    assertThat(told.get(4).remaining()).isEqualTo(60);
  }

  @Test
  void hasOneQueryInFlightAtMost() throws Exception {
    awaitsMoment = true;
    sampler.start();
    JsonNode query = qemu.hears("query-migrate");
    onCallbackThread(
        () -> {
          sampler.sample();
          sampler.passed(2);
        });
    answer(query, "active", 50);
    answer(qemu.hears("query-migrate"), "active", 40);
    await().until(() -> told.size() == 3);
    assertThat(told).extracting(MigrationProgress::remaining).containsExactly(0L, 50L, 40L);
  }

  @Test
  void samplesFastOnlyWhileAMomentIsAwaited() throws Exception {
    sampler.start();
    onCallbackThread(sampler::sample);
    awaitsMoment = true;
    answer(qemu.hears("query-migrate"), "active", 90);
    answer(qemu.hears("query-migrate"), "active", 80);
    JsonNode third = qemu.hears("query-migrate");
    awaitsMoment = false;
    answer(third, "active", 70);
    await().until(() -> told.size() == 3);

    onCallbackThread(() -> {}); // another sample would be heard instead
    assertThat(told).hasSize(3);
  }

  @Test
  void takesNoEndFromAnAnswerBeforeItsEvent() throws Exception {
    onCallbackThread(
        () -> {
          sampler.changed("active");
          sampler.sample();
        });
    answer(qemu.hears("query-migrate"), "completed", 0);
    onCallbackThread(() -> {});
    assertThat(told).hasSize(1);
  }

  @Test
  void outlivesAListenerThatFails() throws Exception {
    ProgressSampler failing =
        new ProgressSampler(
            client,
            new ProgressSampling(timer, AT_ONCE, AT_ONCE),
            progress -> {
              told.add(progress);
              throw new IllegalStateException("on purpose");
            });
    failing.start();
    answer(qemu.hears("query-migrate"), "active", 90);
    answer(qemu.hears("query-migrate"), "active", 80);
    await().until(() -> told.size() == 2);
    failing.close();
  }
}
