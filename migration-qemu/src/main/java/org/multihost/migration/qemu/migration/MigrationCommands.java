package org.multihost.migration.qemu.migration;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;

/**
 * The commands of a source's migration under way. Those of a broken postcopy go out of band where
 * QEMU offers that: a QEMU that waits for a page may answer no other. Safe for use by several
 * threads.
 */
@API(status = INTERNAL)
public final class MigrationCommands implements OutgoingMigration.Commands {

  private static final String PARAMETERS = "query-migrate-parameters";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration SHORTEST_DOWNTIME = Duration.ofMillis(1);

  /** The bytes per second of a migration that is held. */
  private static final long HELD = 4096;

  /** The limits of a migration before it was held. */
  private record Limits(long bandwidth, Duration downtime) {}

  private final String vm;
  private final QmpClient qmp;
  private final BiConsumer<String, Object> parameter;
  private final RecoveryWait recovery;
  private @Nullable Limits before; // guarded by this

  /**
   * Creates the commands of a migration.
   *
   * @param parameter sets a parameter, and reads it back
   */
  public MigrationCommands(
      String vm, QmpClient qmp, BiConsumer<String, Object> parameter, RecoveryWait recovery) {
    this.vm = vm;
    this.qmp = qmp;
    this.parameter = parameter;
    this.recovery = recovery;
  }

  @Override
  public void startPostcopy() {
    inBand("migrate-start-postcopy", Map.of());
  }

  @Override
  public void pause() {
    pause(vm, qmp);
  }

  /** Cuts the stream of a postcopy, on either side. */
  public static void pause(String vm, QmpClient qmp) {
    outOfBand(vm, qmp, "migrate-pause", Map.of());
  }

  @Override
  public void recover(MigrationEndpoint endpoint) {
    inBand("migrate", Map.of("uri", endpoint.uri(), "resume", true));
  }

  @Override
  public void expectRecovery(Duration limit) {
    recovery.extend(limit);
  }

  @Override
  public void continueFrom(String status) {
    inBand("migrate-continue", Map.of("state", status));
  }

  @Override
  public void limit(long bytesPerSecond) {
    parameter.accept("max-bandwidth", bytesPerSecond);
  }

  @Override
  public void limit(Duration downtime) {
    parameter.accept("downtime-limit", downtime.toMillis());
  }

  @Override
  public synchronized void hold() {
    if (before == null) {
      JsonNode now = accepted(vm, PARAMETERS, qmp.send(PARAMETERS, Map.of()));
      before =
          new Limits(
              now.path("max-bandwidth").asLong(),
              Duration.ofMillis(now.path("downtime-limit").asLong()));
      limit(SHORTEST_DOWNTIME);
      limit(HELD);
    }
  }

  @Override
  public synchronized void release() {
    Limits limits = before;
    if (limits == null) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: its migration is not held; call hold() or holdAt(…) before release()"
              .formatted(vm));
    }
    before = null;
    limit(limits.downtime());
    limit(limits.bandwidth());
  }

  private void inBand(String command, Map<String, ?> arguments) {
    accepted(vm, command, qmp.send(command, arguments));
  }

  /** Sends a command out of band, or in band to a QEMU that does not offer that. */
  public static void outOfBand(String vm, QmpClient qmp, String command, Map<String, ?> arguments) {
    accepted(
        vm,
        command,
        qmp.greeting().offersOutOfBand()
            ? qmp.sendOutOfBand(command, arguments)
            : qmp.send(command, arguments));
  }

  private static JsonNode accepted(String vm, String command, CompletableFuture<JsonNode> answer) {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw refused(vm, command, failed.getCause());
    } catch (TimeoutException late) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU does not answer [%s] within %s"
              .formatted(vm, command, DurationText.of(LIMIT)),
          late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new VirtualMachineException(
          "Virtual machine [%s]: interrupted before QEMU answered [%s]".formatted(vm, command),
          interrupted);
    } finally {
      answer.cancel(false);
    }
  }

  private static VirtualMachineException refused(
      String vm, String command, @Nullable Throwable cause) {
    String reason =
        cause instanceof QmpCommandException refusal
            ? refusal.description()
            : String.valueOf(cause);
    return new VirtualMachineException(
        "Virtual machine [%s]: QEMU refuses [%s]: %s".formatted(vm, command, reason), cause);
  }
}
