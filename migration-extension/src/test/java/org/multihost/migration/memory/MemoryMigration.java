package org.multihost.migration.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.MigrationScript.Ending;
import org.multihost.migration.spi.MigrationEndpoint;
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

  /** How long a postcopy without its stream waits for a recovery, which never comes here. */
  private static final Duration FOR_RECOVERY = Duration.ofSeconds(1);

  private final MemoryProcess source;
  private final MemoryHypervisor hypervisor;
  private final MigrationEndpoint endpoint;
  private final MemoryOptions options;
  private final MigrationScript script;
  private final MigrationEvents events;
  private final Commands commands = new MemoryCommands();
  private NextStep next;
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();

  private volatile String status = "none";
  private volatile boolean over;
  private Passes passes = new Passes(0, 0);
  private @Nullable MemoryIncoming destination;
  private Duration begun = Duration.ZERO;
  private Duration last = Duration.ZERO;
  private @Nullable Duration setupTime;
  private @Nullable Duration downtime;
  private @Nullable Instant stopped;
  private boolean ran;
  private boolean stalled;

  MemoryMigration(
      MemoryProcess source,
      MemoryOptions options,
      MigrationEndpoint endpoint,
      ProgressListener listener) {
    this.source = source;
    this.hypervisor = source.hypervisor();
    this.endpoint = endpoint;
    this.options = options;
    this.script = hypervisor.nextMigration(source.name());
    this.events = new MigrationEvents(this, script.events(), listener);
    this.next = new NextStep(hypervisor.clock(), this::isHeld);
  }

  // What can happen to it; called in events of its script, or from any thread.

  /** The process that the guest leaves. */
  public MemoryProcess source() {
    return source;
  }

  /** The process that the guest goes to, when the two have met. */
  public MemoryProcess destination() {
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

  /** The guest goes on at the destination at once, where the rest of its memory follows. */
  public void postcopy() {
    hypervisor.soon(
        () -> {
          if (status.equals("active") && options.has(MemoryOptions.POSTCOPY)) {
            goOnThere();
          }
        });
  }

  // Its course.

  void begin() {
    begun = hypervisor.clock().now();
    VmState state = source.state();
    if (state == VmState.MIGRATED) {
      finish(
          MigrationOutcome.FAILED,
          "failed",
          "Can't migrate the vm that was paused due to previous migration");
    } else if (state != VmState.GONE) {
      passes = new Passes(source.spec().memory(), guest().script().used());
      events.begin(hypervisor.clock());
      become("setup");
      next.in(script.setup(), this::connect);
    }
  }

  private MemoryGuest guest() {
    return Objects.requireNonNull(source.guest());
  }

  private boolean isHeld() {
    return stalled
        || source.frozen() != null
        || destination != null && destination.process().frozen() != null;
  }

  /** One of the sides moves again. */
  void wake() {
    if (next.isHeld()) {
      last = hypervisor.clock().now();
      next.wake();
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
        events.interval(source.context().progressInterval(), source.context().momentInterval());
    next.in(rest.compareTo(sample) < 0 ? rest : sample, this::sent);
  }

  private void sent() {
    Duration now = hypervisor.clock().now();
    passes.send(now.minus(last), options.bandwidth());
    last = now;
    if (!passes.isOver()) {
      tell();
      sendOn();
    } else if (status.equals("postcopy-active")) {
      complete();
    } else {
      passed();
    }
  }

  private void passed() {
    long dirtied = source.runsGuest() ? passes.dirtied(guest().script().dirtyRate()) : 0;
    if (Passes.time(dirtied, options.bandwidth()).compareTo(options.downtimeLimit()) <= 0) {
      switchover(dirtied);
    } else {
      passes.begin(dirtied);
      tell();
      sendOn();
    }
  }

  private boolean sourceGoesOn() {
    return script.ending() == Ending.SOURCE_GOES_ON || options.has(MemoryOptions.SNAPSHOT);
  }

  private void switchover(long dirtied) {
    passes.begin(dirtied);
    synchronized (hypervisor) {
      ran = source.runsGuest();
      if (ran && !sourceGoesOn()) {
        stopGuest();
      }
    }
    if (options.has(MemoryOptions.HOLDS)) {
      become("pre-switchover");
    } else {
      device(dirtied);
    }
  }

  private void stopGuest() {
    source.stop();
    stopped = hypervisor.clock().instant();
  }

  private void device(long dirtied) {
    become("device");
    Duration rest = Passes.time(dirtied, options.bandwidth());
    next.in(rest.compareTo(script.downtime()) > 0 ? rest : script.downtime(), this::sentAll);
  }

  private void sentAll() {
    passes.send(Duration.ofDays(1), options.bandwidth());
    if (script.ending() == Ending.RETURN_PATH_LOST) {
      Objects.requireNonNull(destination).arrive(guest().copy(), ran, script);
      destination = null;
      finish(MigrationOutcome.FAILED, "failed", "Unable to read from socket: Bad return path");
    } else {
      complete();
    }
  }

  private void goOnThere() {
    MemoryGuest leaving;
    synchronized (hypervisor) {
      ran = source.runsGuest();
      if (ran) {
        stopGuest();
      }
      leaving = source.leave(VmState.PAUSED);
    }
    become("postcopy-active");
    Objects.requireNonNull(destination).goOnHere(leaving, ran);
    sendOn();
  }

  private void complete() {
    boolean early = status.equals("postcopy-active");
    MemoryIncoming to = destination;
    MemoryGuest leaving = null;
    synchronized (hypervisor) {
      if (early) {
        source.hasLeft();
      } else {
        leaving = source.leave(VmState.MIGRATED);
        if (ran && sourceGoesOn()) {
          source.goOn();
        }
      }
    }
    if (stopped != null) {
      downtime = Duration.between(stopped, hypervisor.clock().instant());
    }
    if (leaving != null && to == null) {
      save(new SavedGuest(leaving, ran, script));
    }
    finish(MigrationOutcome.COMPLETED, "completed", "");
    if (to != null && leaving != null) {
      to.arrive(leaving, ran, script);
    } else if (to != null) {
      to.restIsHere();
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
    next.end();
    synchronized (hypervisor) {
      if (outcome != MigrationOutcome.COMPLETED && stopped != null) {
        source.goOn();
      }
    }
    become(word);
    events.ended(progress());
    completion.complete(report(outcome, error));
    MemoryIncoming to = destination;
    if (outcome != MigrationOutcome.COMPLETED && to != null) {
      hypervisor.soon(to::sourceLost);
    }
  }

  private OutgoingReport report(MigrationOutcome outcome, String error) {
    return new OutgoingReport(
        outcome,
        Optional.of(source.state()),
        Optional.ofNullable(stopped),
        new OutgoingFigures(
            hypervisor.clock().now().minus(begun),
            Optional.ofNullable(downtime),
            Optional.ofNullable(setupTime),
            OptionalLong.of(passes.transferred()),
            OptionalLong.of(passes.iteration()),
            HypervisorFigures.onlyNamed(
                Map.of("sent", Long.toString(passes.transferred()), "status", status))),
        error.isEmpty() ? Optional.empty() : Optional.of(error));
  }

  private void become(String word) {
    status = word;
    tell();
  }

  private void tell() {
    events.progressed(progress());
  }

  private MigrationProgress progress() {
    MemoryGuest guest = source.guest();
    return new MigrationProgress(
        status,
        passes.iteration(),
        hypervisor.clock().now().minus(begun),
        passes.transferred(),
        passes.remaining(),
        passes.total(),
        guest == null ? 0 : guest.script().dirtyRate());
  }

  // What the two processes do.

  void sourceEnded(String how) {
    boolean early = status.startsWith("postcopy");
    finish(
        MigrationOutcome.FAILED,
        "failed",
        "Virtual machine [%s]: its process on host [%s] ended while it migrated%s: %s"
            .formatted(
                source.name(),
                source.host(),
                early ? " by postcopy, and with it a part of the guest, which is lost" : "",
                how));
  }

  void destinationEnded() {
    if (status.equals("postcopy-active")) {
      become("postcopy-paused");
      next.in(FOR_RECOVERY, this::lost);
    } else if (!status.equals("postcopy-paused")) {
      finish(MigrationOutcome.FAILED, "failed", "Unable to write to socket: Broken pipe");
    }
  }

  private void lost() {
    synchronized (hypervisor) {
      source.lose();
    }
    finish(
        MigrationOutcome.FAILED,
        "postcopy-paused",
        "the guest is lost: a part of it was on each side when the postcopy lost its stream");
  }

  boolean isOver() {
    return over;
  }

  // The SPI.

  @Override
  public Commands commands() {
    return commands;
  }

  /** The commands of the SPI; what they begin happens on the clock's thread. */
  private final class MemoryCommands implements Commands {

    private long held; // guarded by this

    @Override
    public void startPostcopy() {
      if (!options.has(MemoryOptions.POSTCOPY)) {
        throw refused("startPostcopy", "the migration has not been set up for a postcopy");
      }
      postcopy();
    }

    @Override
    public void pause() {
      if (!status.equals("postcopy-active")) {
        throw refused("pause", "the migration is in no postcopy");
      }
      hypervisor.soon(MemoryMigration.this::loseStream);
    }

    @Override
    public void recover(MigrationEndpoint to) {
      if (!status.equals("postcopy-paused")) {
        throw refused("recover", "the migration waits for no recovery");
      }
      hypervisor.soon(MemoryMigration.this::goOnAgain);
    }

    @Override
    public void expectRecovery(Duration limit) {
      hypervisor.soon(
          () -> {
            if (status.equals("postcopy-paused")) {
              next.end();
              next = new NextStep(hypervisor.clock(), MemoryMigration.this::isHeld);
              next.in(limit, MemoryMigration.this::lost);
            }
          });
    }

    @Override
    public synchronized void hold() {
      held = options.bandwidth();
      parameter(MemoryOptions.BANDWIDTH, 1L);
    }

    @Override
    public synchronized void release() {
      if (held == 0) {
        throw refused("release", "it is not held");
      }
      parameter(MemoryOptions.BANDWIDTH, held);
      held = 0;
    }

    @Override
    public void limit(long bytesPerSecond) {
      parameter(MemoryOptions.BANDWIDTH, bytesPerSecond);
    }

    @Override
    public void limit(Duration downtime) {
      parameter(MemoryOptions.DOWNTIME, downtime.toMillis());
    }

    @Override
    public void continueFrom(String waiting) {
      if (!status.equals(waiting) || !waiting.equals("pre-switchover")) {
        throw refused("continueFrom", "it is [" + status + "], not [" + waiting + "]");
      }
      switchOver();
    }

    private VirtualMachineException refused(String command, String why) {
      return new VirtualMachineException(
          "Virtual machine [%s]: [%s] is refused: %s".formatted(source.name(), command, why));
    }
  }

  private void loseStream() {
    if (status.equals("postcopy-active")) {
      become("postcopy-paused");
      Objects.requireNonNull(destination).streamLost();
      next.end();
      next = new NextStep(hypervisor.clock(), this::isHeld);
      next.in(FOR_RECOVERY, this::lost);
    }
  }

  private void goOnAgain() {
    if (status.equals("postcopy-paused") && !over) {
      next.end();
      next = new NextStep(hypervisor.clock(), this::isHeld);
      last = hypervisor.clock().now();
      become("postcopy-active");
      Objects.requireNonNull(destination).streamIsBack();
      sendOn();
    }
  }

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
    hypervisor.soon(
        () -> {
          if (status.equals("active") && !next.isHeld()) {
            sent(); // the rest of the pass takes another time
          }
        });
  }

  @Override
  public void cancel() {
    hypervisor.soon(
        () -> {
          if (!over && !status.startsWith("postcopy")) {
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
