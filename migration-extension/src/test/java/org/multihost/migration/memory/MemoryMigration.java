package org.multihost.migration.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/**
 * The source's side of a migration in memory, which follows its script. Beside the SPI it has what
 * can happen to it. All that it does, it does on the clock's thread.
 */
public final class MemoryMigration implements OutgoingMigration {

  static final String FILE = "file:";

  private final MemoryVm source;
  private final MemoryHypervisor hypervisor;
  private final MigrationEndpoint endpoint;
  private final MemoryOptions options;
  private final MigrationScript script;
  private final ProgressListener listener;
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();
  private final List<MigrationScript.Event> events;

  private Passes passes = new Passes(0, 0);
  private @Nullable MemoryIncoming destination;
  private volatile String status = "none";
  private volatile boolean over;
  private Duration begun = Duration.ZERO;
  private Duration last = Duration.ZERO;
  private Duration setupTime = Duration.ZERO;
  private Duration downtime = Duration.ZERO;
  private @Nullable Duration stoppedAt;
  private @Nullable Instant stopped;
  private boolean ran;
  private boolean stalled;
  private MemoryClock.Timer next = () -> {};
  private @Nullable Runnable waiting;

  MemoryMigration(
      MemoryVm source,
      MigrationEndpoint endpoint,
      MigrationSettings settings,
      ProgressListener listener) {
    this.source = source;
    this.hypervisor = source.hypervisor();
    this.endpoint = endpoint;
    this.options = source.options();
    this.script = hypervisor.nextMigration(source.name());
    this.listener = listener;
    this.events = new ArrayList<>(script.events());
  }

  // What can happen to it; called in events of its script, or from any thread.

  /** The process that the guest leaves. */
  public MemoryVm source() {
    return source;
  }

  /** The process that the guest goes to, when the two have met. */
  public MemoryVm destination() {
    return Objects.requireNonNull(destination, "not connected").process();
  }

  /** The source says that it has failed; its guest goes on. */
  public void fail(String why) {
    hypervisor.soon(() -> finish(MigrationOutcome.FAILED, "failed", why));
  }

  /** Nothing is sent any more, until {@link #flow()}. */
  public void stall() {
    hypervisor.soon(() -> stalled = true);
  }

  /** What was stalled is sent again. */
  public void flow() {
    hypervisor.soon(
        () -> {
          stalled = false;
          wake();
        });
  }

  /** Ends a {@code pre-switchover}. */
  public void switchOver() {
    hypervisor.soon(
        () -> {
          if (status.equals("pre-switchover")) {
            device(0);
          }
        });
  }

  // Its course.

  void begin() {
    begun = hypervisor.clock().now();
    last = begun;
    synchronized (hypervisor) {
      if (!source.isAlive()) {
        return;
      }
      if (source.isIn(VmState.MIGRATED)) {
        finish(
            MigrationOutcome.FAILED,
            "failed",
            "Can't migrate the vm that was paused due to previous migration");
        return;
      }
      GuestScript guest = Objects.requireNonNull(source.guest()).script();
      passes = new Passes(source.spec().memory(), guest.used());
    }
    for (MigrationScript.Event event : List.copyOf(events)) {
      if (event.moment() instanceof MigrationMoment.Elapsed elapsed) {
        hypervisor.clock().after(elapsed.duration(), () -> happen(event));
      }
    }
    become("setup");
    then(script.setup(), this::connect);
  }

  /** Goes on so much later, unless it has ended; and not while one side stands still. */
  private void then(Duration time, Runnable step) {
    if (!over) {
      next = hypervisor.clock().after(time, () -> unlessHeld(step));
    }
  }

  private void unlessHeld(Runnable step) {
    if (over) {
      return;
    }
    if (isHeld()) {
      waiting = step;
    } else {
      step.run();
    }
  }

  private boolean isHeld() {
    synchronized (hypervisor) {
      return stalled || source.isFrozen() || destination != null && destination.isFrozen();
    }
  }

  /** One of the sides moves again. */
  void wake() {
    Runnable step = waiting;
    waiting = null;
    if (step != null) {
      last = hypervisor.clock().now();
      unlessHeld(step);
    }
  }

  private void connect() {
    if (!endpoint.uri().startsWith(FILE)) {
      MemoryIncoming found = hypervisor.listener(endpoint.uri());
      if (found == null) {
        finish(
            MigrationOutcome.FAILED,
            "failed",
            "Failed to connect to [" + endpoint.uri() + "]: Connection refused");
        return;
      }
      destination = found;
      found.connected(this);
    }
    last = hypervisor.clock().now();
    setupTime = last.minus(begun);
    passes.begin(passes.used());
    become("active");
    sendOn();
  }

  private void sendOn() {
    Duration rest = passes.left(options.bandwidth());
    Duration sample =
        listener.awaitsMoment()
            ? source.context().momentInterval()
            : source.context().progressInterval();
    then(rest.compareTo(sample) < 0 ? rest : sample, this::sent);
  }

  private void sent() {
    Duration now = hypervisor.clock().now();
    passes.send(now.minus(last), options.bandwidth());
    last = now;
    if (!passes.isOver()) {
      tell();
      sendOn();
      return;
    }
    long dirtied = runs() ? passes.dirtied(dirtyRate()) : 0;
    if (Passes.time(dirtied, options.bandwidth()).compareTo(options.downtimeLimit()) <= 0) {
      switchover(dirtied);
    } else {
      passes.begin(dirtied);
      tell();
      sendOn();
    }
  }

  private boolean runs() {
    synchronized (hypervisor) {
      return source.runsGuest();
    }
  }

  private long dirtyRate() {
    return Objects.requireNonNull(source.guest()).script().dirtyRate();
  }

  private void switchover(long dirtied) {
    passes.begin(dirtied);
    boolean goesOn = script.ending() == MigrationScript.Ending.SOURCE_GOES_ON;
    synchronized (hypervisor) {
      ran = source.runsGuest();
      if (ran && !goesOn && !options.has(MemoryOptions.SNAPSHOT)) {
        source.stopGuest();
        stopped = hypervisor.clock().instant();
        stoppedAt = hypervisor.clock().now();
      }
    }
    if (options.has(MemoryOptions.HOLDS)) {
      become("pre-switchover");
    } else {
      device(dirtied);
    }
  }

  private void device(long dirtied) {
    become("device");
    Duration rest = Passes.time(dirtied, options.bandwidth());
    then(rest.compareTo(script.downtime()) > 0 ? rest : script.downtime(), this::sentAll);
  }

  private void sentAll() {
    passes.send(Duration.ofDays(1), options.bandwidth());
    if (stoppedAt != null) {
      downtime = hypervisor.clock().now().minus(stoppedAt);
    }
    switch (script.ending()) {
      case RETURN_PATH_LOST -> {
        MemoryGuest copy;
        synchronized (hypervisor) {
          copy = Objects.requireNonNull(source.guest()).copy();
        }
        Objects.requireNonNull(destination).arrive(copy, ran, script);
        destination = null;
        finish(MigrationOutcome.FAILED, "failed", "Unable to read from socket: Bad return path");
      }
      default -> complete();
    }
  }

  private void complete() {
    boolean goesOn =
        script.ending() == MigrationScript.Ending.SOURCE_GOES_ON
            || options.has(MemoryOptions.SNAPSHOT);
    MemoryGuest guest;
    synchronized (hypervisor) {
      guest = source.leave(ran && goesOn);
    }
    MemoryIncoming to = destination;
    if (to == null) {
      save(new SavedGuest(guest, ran, script));
    }
    finish(MigrationOutcome.COMPLETED, "completed", "");
    if (to != null) {
      to.arrive(guest, ran, script);
    }
  }

  private void save(SavedGuest guest) {
    try {
      Files.writeString(Path.of(endpoint.uri().substring(FILE.length())), hypervisor.save(guest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void finish(MigrationOutcome outcome, String word, String error) {
    if (over) {
      return;
    }
    over = true;
    next.cancel();
    if (outcome != MigrationOutcome.COMPLETED) {
      synchronized (hypervisor) {
        if (source.isAlive() && ran && stoppedAt != null) {
          source.goOnAfterMigration();
        }
      }
    }
    become(word);
    tell(listener::ended, progress());
    completion.complete(report(outcome, error));
    MemoryIncoming to = destination;
    if (outcome != MigrationOutcome.COMPLETED && to != null) {
      hypervisor.soon(to::sourceLost);
    }
  }

  private OutgoingReport report(MigrationOutcome outcome, String error) {
    return new OutgoingReport(
        outcome,
        Optional.of(source.stateNow()),
        Optional.ofNullable(stopped),
        new OutgoingFigures(
            hypervisor.clock().now().minus(begun),
            Optional.of(downtime),
            Optional.of(setupTime),
            OptionalLong.of(passes.transferred()),
            OptionalLong.of(passes.iteration())),
        error.isEmpty() ? Optional.empty() : Optional.of(error));
  }

  private void become(String word) {
    status = word;
    tell();
  }

  private void tell() {
    MigrationProgress progress = progress();
    tell(listener::progressed, progress);
    List.copyOf(events).stream()
        .filter(event -> hasCome(event.moment(), progress))
        .forEach(this::happen);
  }

  private static void tell(Consumer<MigrationProgress> told, MigrationProgress progress) {
    try {
      told.accept(progress);
    } catch (RuntimeException | Error failed) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
    }
  }

  private MigrationProgress progress() {
    return new MigrationProgress(
        status,
        passes.iteration(),
        hypervisor.clock().now().minus(begun),
        passes.transferred(),
        passes.remaining(),
        passes.total(),
        source.guest() == null ? 0 : dirtyRate());
  }

  private void happen(MigrationScript.Event event) {
    boolean ended = over && !(event.moment() instanceof MigrationMoment.Status);
    if (!ended && events.remove(event)) {
      event.happens().accept(this);
    }
  }

  private static boolean hasCome(MigrationMoment moment, MigrationProgress progress) {
    if (moment instanceof MigrationMoment.Pass pass) {
      return progress.iteration() >= pass.number();
    }
    if (moment instanceof MigrationMoment.Status status) {
      return progress.status().equals(status.word());
    }
    return moment instanceof MigrationMoment.Percent percent
        && progress.iteration() > 0
        && 100 - progress.remaining() * 100 / progress.total() >= percent.least();
  }

  // What the two processes do.

  void sourceEnded(String how) {
    finish(
        MigrationOutcome.FAILED,
        "failed",
        "Virtual machine [%s]: its process on host [%s] ended while it migrated: %s"
            .formatted(source.name(), source.host(), how));
  }

  void destinationEnded() {
    finish(MigrationOutcome.FAILED, "failed", "Unable to write to socket: Broken pipe");
  }

  boolean isOver() {
    return over;
  }

  // The SPI.

  @Override
  public CompletionStage<OutgoingReport> completion() {
    return completion.minimalCompletionStage();
  }

  @Override
  public void parameter(String name, Object value) {
    if (!source.isAlive()) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: its process has ended, [%s] cannot be set"
              .formatted(source.name(), name));
    }
    options.set(name, value);
    hypervisor.soon(this::resend);
  }

  /** The rest of the pass takes another time. */
  private void resend() {
    if (!over && status.equals("active") && waiting == null) {
      next.cancel();
      sent();
    }
  }

  @Override
  public void cancel() {
    hypervisor.soon(
        () -> {
          if (!over) {
            become("cancelling");
            finish(MigrationOutcome.CANCELLED, "cancelled", "it was cancelled");
          }
        });
  }

  @Override
  public String toString() {
    return "[%s], pass %d, remaining %d of %d"
        .formatted(status, passes.iteration(), passes.remaining(), passes.total());
  }
}
