package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What looks for leftovers finds them, and does not take what is about to go for one. */
@Timeout(60)
class LeftoversTests {

  private final String run = "leftovers-" + UUID.randomUUID();

  /** A process with the command line of a run's QEMU, which ends with its input. */
  private Process qemuOfRun() throws IOException {
    return new ProcessBuilder("sh", "-c", "read line", "qemu-system-none", run).start();
  }

  @Test
  void aProcessThatStaysIsOne() throws Exception {
    Process stays = qemuOfRun();
    try {
      assertThat(Leftovers.of(List.of(run), Duration.ofMillis(200)))
          .singleElement()
          .asString()
          .contains("process " + stays.pid(), run);
    } finally {
      stays.destroyForcibly().waitFor();
    }
  }

  @Test
  void aProcessThatGoesInTimeIsNone() throws Exception {
    Process goes = qemuOfRun();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            goes::destroy, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

    assertThat(Leftovers.of(List.of(run), Duration.ofSeconds(30))).isEmpty();
    end.join();
  }

  @Test
  void aDirectoryIsOne() throws Exception {
    Path directory = Files.createDirectory(Path.of("/tmp", "mh-" + run));
    try {
      assertThat(Leftovers.of(List.of(run), Duration.ZERO)).containsExactly(directory.toString());
    } finally {
      Files.delete(directory);
    }
  }

  @Test
  void whatIsOfAnotherRunIsNone() throws Exception {
    Process other = qemuOfRun();
    try {
      assertThat(Leftovers.of(List.of("another-" + run.length()), Duration.ZERO)).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
