package org.multihost.migration.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.ProgressListener;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmSpec;

/**
 * A virtual machine in memory: one process of it, on one host. Beside the SPI it has what can
 * happen to a process: it dies, freezes, or its guest crashes. Its state is guarded by the
 * hypervisor.
 */
public final class MemoryVm implements LocalVm {

  /** How long a frozen process is waited for. */
  static final Duration FOR_ANSWER = Duration.ofSeconds(30);

  /** The exit code of a process that SIGKILL has ended. */
  private static final int KILLED = 137;

  private final MemoryHypervisor hypervisor;
  private final DriverContext context;
  private final VmSpec spec;
  private final long pid;
  private final MemoryConsole console;
  private final MemoryOptions options;
  private final CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();
  private final List<String> output = new ArrayList<>();

  private VmState state = VmState.INCOMING;
  private @Nullable MemoryGuest guest;
  private @Nullable MemorySession session;
  private @Nullable MemoryMigration outgoing;
  private @Nullable MemoryIncoming incoming;
  private @Nullable CompletableFuture<Void> frozen;
  private boolean closing;

  MemoryVm(MemoryHypervisor hypervisor, DriverContext context, VmSpec spec) {
    this.hypervisor = hypervisor;
    this.context = context;
    this.spec = spec;
    this.console = new MemoryConsole(spec.name(), hypervisor);
    this.options = new MemoryOptions(spec.name());
    this.pid = hypervisor.register(this);
  }

  MemoryHypervisor hypervisor() {
    return hypervisor;
  }

  DriverContext context() {
    return context;
  }

  VmSpec spec() {
    return spec;
  }

  MemoryOptions options() {
    return options;
  }

  /** The host that it is on. */
  public String host() {
    return context.host();
  }

  /** Takes its disks and begins to boot. */
  void boot() {
    synchronized (hypervisor) {
      String taken = hypervisor.lock(this, disks());
      if (!taken.isEmpty()) {
        state = VmState.GONE;
        throw new VirtualMachineException(
            "Virtual machine [%s] did not start: exit code [1]%nFailed to get \"write\" lock%nIs another process using the image [%s]?"
                .formatted(name(), taken));
      }
      MemoryGuest own = new MemoryGuest(hypervisor, hypervisor.guestScript(name()), this);
      guest = own;
      own.boot();
      state = VmState.PAUSED;
      if (!spec.startPaused()) {
        goOn(own);
      }
    }
  }

  MemoryIncoming incoming(boolean standsStill) {
    synchronized (hypervisor) {
      MemoryIncoming side = new MemoryIncoming(this, standsStill);
      incoming = side;
      return side;
    }
  }

  List<String> disks() {
    return Stream.concat(spec.image().stream(), spec.drives().disks().stream()).toList();
  }

  private void goOn(MemoryGuest own) {
    state = VmState.RUNNING;
    own.run();
  }

  // What happens to a process.

  /** It ends though nobody asked it to, as by SIGKILL. */
  public void die() {
    end("exit code [%d]".formatted(KILLED), false);
  }

  /** A test ends it, and means it: that is no failure. */
  public void kill() {
    end("exit code [%d]".formatted(KILLED), true);
  }

  /** It answers nobody and does nothing, as after SIGSTOP. */
  public void freeze() {
    synchronized (hypervisor) {
      if (state == VmState.GONE || frozen != null) {
        return;
      }
      frozen = new CompletableFuture<>();
      if (guest != null && guest.home() == this) {
        guest.stop();
      }
    }
    hypervisor.clock().after(context.progressInterval(), this::foundFrozen);
  }

  private void foundFrozen() {
    synchronized (hypervisor) {
      if (frozen == null || closing) {
        return;
      }
    }
    failed.complete(
        new VirtualMachineException(
            "Virtual machine [%s]: its process on host [%s] is stopped by a signal and answers nobody"
                .formatted(name(), host())));
  }

  /** A frozen one goes on. */
  public void thaw() {
    synchronized (hypervisor) {
      CompletableFuture<Void> waited = frozen;
      if (waited == null) {
        return;
      }
      frozen = null;
      if (guest != null && guest.home() == this && state == VmState.RUNNING) {
        guest.run();
      }
      hypervisor.soon(() -> waited.complete(null));
      wake();
    }
  }

  /** The guest's kernel crashes, and says so on the console. */
  public void panic(String words) {
    String line = "Kernel panic - not syncing: " + words;
    console.write(line);
    crashed(line);
  }

  void crashed(String line) {
    synchronized (hypervisor) {
      if (state == VmState.GONE || guest == null) {
        return;
      }
      guest.stop();
      state = VmState.CRASHED;
    }
    hypervisor.soon(
        () ->
            failed.complete(
                new VirtualMachineException(
                    "The guest of virtual machine [%s] has crashed: [%s]"
                        .formatted(name(), line))));
  }

  void poweredOff() {
    synchronized (hypervisor) {
      if (guest != null) {
        guest.stop();
      }
      state = VmState.SHUTDOWN;
      endSession("has ended: the guest has shut down");
    }
  }

  void end(String how, boolean asked) {
    synchronized (hypervisor) {
      if (state == VmState.GONE) {
        return;
      }
      boolean guestIsHere = state != VmState.INCOMING;
      state = VmState.GONE;
      output.add("ended with " + how);
      if (guest != null && guest.home() == this) {
        guest.stop();
      }
      hypervisor.unlock(this);
      if (frozen != null) {
        CompletableFuture<Void> waited = frozen;
        frozen = null;
        hypervisor.soon(() -> waited.complete(null));
      }
      endSession("has no answer: its process has ended");
      if (guestIsHere && !asked) {
        VirtualMachineException failure = ended(how);
        hypervisor.soon(() -> failed.complete(failure));
      }
      tellMigration(how);
    }
    console.end();
  }

  private VirtualMachineException ended(String how) {
    return new VirtualMachineException(
        "Virtual machine [%s]: its process on host [%s] ended though nobody asked it to: %s"
            .formatted(name(), host(), how));
  }

  private void tellMigration(String how) {
    MemoryMigration leaving = outgoing;
    if (leaving != null) {
      hypervisor.soon(() -> leaving.sourceEnded(how));
    }
    MemoryIncoming arriving = incoming;
    if (arriving != null) {
      hypervisor.soon(() -> arriving.processEnded(how));
    }
  }

  private void wake() {
    MemoryMigration leaving = outgoing;
    if (leaving != null) {
      hypervisor.soon(leaving::wake);
    }
    MemoryIncoming arriving = incoming;
    if (arriving != null) {
      hypervisor.soon(arriving::wake);
    }
  }

  // What a migration does.

  boolean isAlive() {
    return state != VmState.GONE;
  }

  boolean isFrozen() {
    return frozen != null;
  }

  boolean runsGuest() {
    return guest != null && guest.home() == this && guest.isRunning();
  }

  /** The state, also of a frozen process. */
  VmState stateNow() {
    synchronized (hypervisor) {
      return state;
    }
  }

  boolean isIn(VmState expected) {
    return state == expected;
  }

  @Nullable MemoryGuest guest() {
    return guest;
  }

  /** A line of the process's own. */
  void say(String line) {
    output.add(line);
  }

  /** The guest stops for its migration. */
  void stopGuest() {
    MemoryGuest own = guest;
    if (own != null && state == VmState.RUNNING) {
      own.stop();
      state = VmState.PAUSED;
    }
  }

  /** It could not leave. */
  void goOnAfterMigration() {
    MemoryGuest own = guest;
    if (own != null && state == VmState.PAUSED) {
      goOn(own);
    }
  }

  /** The guest leaves; what stays here is a copy that stands still. */
  MemoryGuest leave(boolean goesOn) {
    MemoryGuest leaving = Objects.requireNonNull(guest);
    MemoryGuest copy = leaving.copy();
    guest = copy;
    hypervisor.unlock(this);
    endSession("has no answer: the guest has migrated away; ask for its session where it is now");
    if (goesOn) {
      goOn(copy);
    } else {
      state = VmState.MIGRATED;
    }
    return leaving;
  }

  /** The guest is here; it stands still if a disk is not, and the answer says which. */
  String arrive(MemoryGuest arriving, boolean runs, boolean locked) {
    String taken = locked ? String.join(" ", disks()) : hypervisor.lock(this, disks());
    boolean isTaken = locked || !taken.isEmpty();
    String problem =
        "Failed to get \"write\" lock: is another process using the image [%s]?".formatted(taken);
    if (isTaken) {
      say(problem);
    }
    arriving.moveTo(this);
    guest = arriving;
    state = VmState.PAUSED;
    if (runs && !isTaken) {
      goOn(arriving);
    }
    return isTaken ? problem : "";
  }

  // The SPI.

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public MachineDescription machine() {
    return MemoryMachine.of(spec).description();
  }

  @Override
  public VmState state() {
    synchronized (hypervisor) {
      if (state == VmState.GONE) {
        return state;
      }
    }
    awaitAnswer("query-status");
    synchronized (hypervisor) {
      return state;
    }
  }

  /** Waits for a frozen process. */
  private void awaitAnswer(String question) {
    CompletableFuture<Void> thawed;
    synchronized (hypervisor) {
      thawed = frozen;
    }
    if (thawed != null) {
      hypervisor.await(
          thawed,
          FOR_ANSWER,
          () ->
              new VirtualMachineException(
                  "Virtual machine [%s] on host [%s] did not answer [%s] within %d s"
                      .formatted(name(), host(), question, FOR_ANSWER.toSeconds())));
    }
  }

  private void requireAlive(String command) {
    awaitAnswer(command);
    synchronized (hypervisor) {
      if (state == VmState.GONE) {
        throw new VirtualMachineException(
            "Virtual machine [%s] on host [%s] cannot take [%s]: its process has ended"
                .formatted(name(), host(), command));
      }
    }
  }

  @Override
  public Optional<Instant> pause() {
    requireAlive("stop");
    synchronized (hypervisor) {
      boolean ran = state == VmState.RUNNING;
      stopGuest();
      return ran ? Optional.of(hypervisor.clock().instant()) : Optional.empty();
    }
  }

  @Override
  public Optional<Instant> resume() {
    requireAlive("cont");
    synchronized (hypervisor) {
      MemoryGuest own = guest;
      if (own != null && (state == VmState.PAUSED || state == VmState.MIGRATED)) {
        goOn(own);
        return Optional.of(hypervisor.clock().instant());
      }
      return Optional.empty();
    }
  }

  @Override
  public void reset() {
    requireAlive("system_reset");
    synchronized (hypervisor) {
      MemoryGuest own = guest;
      if (own != null) {
        endSession("has no answer: the machine was reset");
        own.boot();
      }
    }
  }

  @Override
  public GuestConsole console() {
    return console;
  }

  void write(String line) {
    console.write(line);
  }

  @Override
  public GuestSession login(Duration timeout) {
    if (spec.access().login() == Login.NONE) {
      throw new GuestException(
          "Virtual machine [%s] offers no session: its login is [none]".formatted(name()));
    }
    hypervisor.pass(DriverCall.LOGIN, host(), name());
    CompletableFuture<Void> answers = new CompletableFuture<>();
    MemorySession open = openSession(answers);
    try {
      hypervisor.await(
          answers, timeout, () -> noShell("did not answer within " + timeout.toMillis() + " ms"));
    } finally {
      open.forget(answers);
    }
    return open;
  }

  /** Completes the future when the guest answers there, which one that stands still never does. */
  private MemorySession openSession(CompletableFuture<Void> answers) {
    synchronized (hypervisor) {
      MemoryGuest own = guest;
      if (own == null || state == VmState.GONE || state == VmState.MIGRATED) {
        throw noShell("does not answer: its guest is not here, the state is [" + state + "]");
      }
      MemorySession open = session;
      if (open == null || !open.isOpen()) {
        open = new MemorySession(this, own, context.commandTimeout());
        session = open;
      }
      open.expect(answers);
      own.booted().thenRun(() -> own.after(Duration.ZERO, () -> answers.complete(null)));
      return open;
    }
  }

  private GuestException noShell(String problem) {
    return new GuestException(
        "The shell of virtual machine [%s] on host [%s] %s; its console ends with:%n%s"
            .formatted(name(), host(), problem, console.lastLines(10)));
  }

  private void endSession(String reason) {
    MemorySession open = session;
    session = null;
    if (open != null) {
      open.end(reason);
    }
  }

  @Override
  public OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress) {
    requireAlive("migrate");
    synchronized (hypervisor) {
      if (outgoing != null && !outgoing.isOver()) {
        throw new VirtualMachineException(
            "Virtual machine [%s] is migrating already; a second migration, to [%s], must wait"
                .formatted(name(), endpoint.uri()));
      }
      options.set(settings);
      MemoryMigration started = new MemoryMigration(this, endpoint, settings, progress);
      outgoing = started;
      hypervisor.soon(started::begin);
      return started;
    }
  }

  @Override
  public CompletionStage<VirtualMachineException> failed() {
    return failed.minimalCompletionStage();
  }

  @Override
  public VmDiagnosis diagnosis() {
    synchronized (hypervisor) {
      String condition =
          frozen == null ? "is [" + state + "]" : "is [stopped]; it does not answer [query-status]";
      String head = "%s: process [%d] on host [%s] %s".formatted(name(), pid, host(), condition);
      List<String> lines = new ArrayList<>(List.of(head));
      lines.addAll(output);
      Optional.ofNullable(outgoing).ifPresent(each -> lines.add("migration: " + each));
      return new VmDiagnosis(
          closing ? List.of() : lines,
          List.of(
              new VmDiagnosis.Section("process [" + pid + "]", lines),
              new VmDiagnosis.Section(
                  "the end of the guest's console", console.lastLines(50).lines().toList())),
          List.of());
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    synchronized (hypervisor) {
      return Stream.of(this, outgoing, incoming)
          .filter(type::isInstance)
          .findFirst()
          .map(type::cast)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Virtual machine [%s] has no [%s]; it has [%s]"
                          .formatted(name(), type.getName(), MemoryVm.class.getName())));
    }
  }

  @Override
  public void close() {
    synchronized (hypervisor) {
      if (closing) {
        return;
      }
      closing = true;
    }
    try {
      hypervisor.pass(DriverCall.CLOSE, host(), name());
    } finally {
      end("exit code [0]", true);
    }
  }

  @Override
  public String toString() {
    return "MemoryVm [%s on %s]".formatted(name(), host());
  }
}
