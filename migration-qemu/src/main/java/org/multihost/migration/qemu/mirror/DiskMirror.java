package org.multihost.migration.qemu.mirror;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.disk.DiskSizes;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * The jobs of a source's QEMU that copy its disks to the destination's server while the guest runs,
 * one for each disk. When all disks are copied, each write goes to both, until the guest has
 * stopped and {@link #switchOver()} ends the jobs. The source's disks themselves do not change.
 *
 * <p>Its fields are accessed on the QMP client's callback thread only.
 */
@API(status = INTERNAL)
public final class DiskMirror {

  private static final String READY = "BLOCK_JOB_READY";
  private static final String COMPLETED = "BLOCK_JOB_COMPLETED";
  private static final String CANCELLED = "BLOCK_JOB_CANCELLED";
  private static final String STATUS = "JOB_STATUS_CHANGE";

  /** The time for cancelled jobs to end; what is left then ends with QEMU. */
  private static final int SECONDS_TO_END = 10;

  private final String vm;
  private final QmpClient qmp;
  private final DiskPlace place;
  private final QmpSubscription events;
  private final CompletableFuture<Void> copied = new CompletableFuture<>();
  private final CompletableFuture<String> failed = new CompletableFuture<>();
  private final CompletableFuture<Void> prepared = new CompletableFuture<>();
  private final CompletableFuture<Void> jobsEnded = new CompletableFuture<>();
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private boolean givenUp;
  private boolean ending;
  private @Nullable CompletableFuture<Void> closed;

  private DiskMirror(String vm, QmpClient qmp, DiskPlace place) {
    this.vm = vm;
    this.qmp = qmp;
    this.place = place;
    this.events = qmp.subscribe(QmpEvent.named(READY, COMPLETED, CANCELLED, STATUS));
  }

  /**
   * Starts to copy the disks to an endpoint that takes them.
   *
   * @param vm the VM's name
   */
  public static DiskMirror start(String vm, QmpClient qmp, MigrationEndpoint endpoint) {
    DiskMirror mirror = new DiskMirror(vm, qmp, DiskPlace.of(endpoint.disks().orElseThrow()));
    mirror.events.forEach(mirror::handle);
    mirror.prepare();
    qmp.closed().thenAccept(mirror::lost);
    return mirror;
  }

  /** Completes when every disk is copied; never if that fails. */
  public CompletionStage<Void> copied() {
    return copied;
  }

  /** Gives up a copy that is not complete, if there is one; returns whether there was. */
  public static boolean giveUp(@Nullable DiskMirror mirror) {
    if (mirror == null || mirror.copied.isDone()) {
      return false;
    }
    mirror.givenUp = true;
    return true;
  }

  /** Completes with the reason, in the job's own words, when the copy of a disk has failed. */
  public CompletionStage<String> failed() {
    return failed;
  }

  /** Returns the reason why the copy of a disk has failed; {@code null} if it has not. */
  public @Nullable String reason() {
    return failed.getNow(null);
  }

  private void prepare() {
    CompletionStage<?> steps = CompletableFuture.completedStage(null);
    for (String disk : place.disks()) {
      steps =
          steps
              .thenCompose(done -> step(MirrorCommand.addTarget(disk, place)))
              .thenAccept(done -> nodes.add(MirrorCommand.target(disk)));
    }
    steps = steps.thenCompose(done -> step(MirrorCommand.nodesNow())).thenAccept(this::verifySizes);
    for (String disk : place.disks()) {
      steps = steps.thenCompose(done -> step(MirrorCommand.copy(disk)));
    }
    steps.whenComplete(this::prepared);
  }

  /** A command of the preparation is left out when the migration ends meanwhile. */
  private CompletionStage<JsonNode> step(MirrorCommand command) {
    return ending
        ? CompletableFuture.failedStage(new VirtualMachineException("it ends already"))
        : qmp.send(command.name(), command.arguments());
  }

  /** QEMU would fill a part of a larger disk, and the guest would find it grown. */
  private void verifySizes(JsonNode answer) {
    Map<String, Long> sizes = DiskSizes.ofNodes(answer);
    for (String disk : place.disks()) {
      Long here = sizes.get(MirrorCommand.source(disk));
      Long there = sizes.get(MirrorCommand.target(disk));
      if (here == null || !here.equals(there)) {
        throw new VirtualMachineException(
            "disk [%s] has [%s] bytes on the source and [%s] on the destination"
                .formatted(disk, here == null ? "no" : here, there == null ? "no" : there));
      }
    }
  }

  private void prepared(Object done, @Nullable Throwable failure) {
    if (failure != null) {
      fail(reasonOf(failure));
    }
    prepared.complete(null);
  }

  /** No job outlives its QEMU. */
  private void lost(QmpException reason) {
    jobsEnded.complete(null);
  }

  /** Returns the words of a failed stage; those of QEMU if it has refused a command. */
  public static String reasonOf(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof QmpCommandException refused
        ? refused.description()
        : String.valueOf(cause.getMessage());
  }

  private void handle(QmpEvent event) {
    String job = event.text("device").or(() -> event.text("id")).orElse("");
    if (!job.startsWith(MirrorCommand.PREFIX)) {
      return;
    }
    String disk = job.substring(MirrorCommand.PREFIX.length());
    switch (event.name()) {
      case READY -> ready(job);
      case COMPLETED ->
          event.text("error").ifPresent(error -> fail("disk [%s]: %s".formatted(disk, error)));
      case CANCELLED -> fail("disk [%s]: its job was cancelled".formatted(disk));
      default -> changed(job, event.text("status").orElse(""));
    }
  }

  private void ready(String job) {
    ready.add(job);
    if (!givenUp && ready.size() == place.disks().size()) {
      copied.complete(null);
    }
  }

  private void changed(String job, String status) {
    if (status.equals("created")) {
      running.add(job);
    } else if (status.equals("null")) {
      running.remove(job);
      endIfLast();
    }
  }

  private void endIfLast() {
    if (ending && running.isEmpty()) {
      jobsEnded.complete(null);
    }
  }

  private void fail(String reason) {
    if (closed == null && !givenUp) {
      failed.complete(
          "virtual machine [%s] could not mirror its disks to [%s]: %s"
              .formatted(vm, place.address().uri(), reason));
    }
  }

  /**
   * Ends the jobs of a guest that has stopped: what is not yet copied is copied. Completes when the
   * destination's disks are the source's and nothing of QEMU writes to them any more; never if that
   * fails.
   */
  public CompletionStage<Void> switchOver() {
    ending = true;
    running.forEach(job -> cancel(job, false));
    endIfLast();
    CompletableFuture<Void> switched = new CompletableFuture<>();
    jobsEnded
        .thenCompose(ended -> removeTargets())
        .whenComplete(
            (removed, failure) -> {
              if (failure != null) {
                fail(reasonOf(failure));
              } else if (!failed.isDone()) {
                switched.complete(null);
              }
            });
    return switched;
  }

  /** QEMU ends a mirror that is ready with its disks equal, unless it is forced. */
  private void cancel(String job, boolean force) {
    qmp.send("block-job-cancel", Map.of("device", job, "force", force));
  }

  private CompletionStage<Void> removeTargets() {
    CompletionStage<?> steps = CompletableFuture.completedStage(null);
    for (String node : List.copyOf(nodes)) {
      steps =
          steps
              .thenCompose(done -> qmp.send("blockdev-del", Map.of("node-name", node)))
              .thenAccept(done -> nodes.remove(node));
    }
    return steps.thenAccept(done -> {});
  }

  /**
   * Ends the jobs that still run, if there is a mirror, without another look at the destination;
   * completes, never exceptionally, when nothing is left of them, or it takes too long.
   */
  public static CompletionStage<Void> end(@Nullable DiskMirror mirror) {
    return mirror == null ? CompletableFuture.completedStage(null) : mirror.close();
  }

  private CompletionStage<Void> close() {
    CompletableFuture<Void> known = closed;
    if (known == null) {
      known = new CompletableFuture<>();
      closed = known;
      prepared.thenCompose(done -> end()).whenComplete(this::ended);
      known.completeOnTimeout(null, SECONDS_TO_END, TimeUnit.SECONDS);
    }
    return known;
  }

  private CompletionStage<Void> end() {
    ending = true;
    running.forEach(job -> cancel(job, true));
    endIfLast();
    return jobsEnded.thenCompose(ended -> removeTargets());
  }

  private void ended(@Nullable Void done, @Nullable Throwable failure) {
    events.close();
    CompletableFuture<Void> waiting = closed;
    if (waiting != null) {
      waiting.complete(null);
    }
  }
}
