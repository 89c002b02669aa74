package org.multihost.migration.internal.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.Diagnosis;
import org.multihost.migration.HostLostException;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.TestScope;

/** One test on this host, from the start of its machines to its end. */
public final class TestRun implements Migrations, AutoCloseable {

  /** Work that may throw anything. */
  @FunctionalInterface
  public interface Body {
    /** Does it. */
    void run() throws Throwable;
  }

  private final TestScope scope;
  private final Fleet fleet;
  private final TestDisks disks;
  private final TestPlace place;
  private final Examination examination;
  private final Keepsakes keepsakes;
  private final AtomicInteger lastNumber = new AtomicInteger();
  private final List<BackgroundMigration> background = new ArrayList<>(); // guarded by itself
  private final List<MigrationResult> results = new ArrayList<>(); // guarded by itself

  /**
   * Completes with the first failure that this host knows of: another host's, or one of its own.
   */
  private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

  /** Of a test that this host has entered. */
  public TestRun(TestScope scope, Fleet fleet, TestDisks disks, TestPlace place) {
    this.scope = scope;
    this.fleet = fleet;
    this.disks = disks;
    this.place = place;
    this.examination = new Examination(scope, fleet::processes, place);
    this.keepsakes = new Keepsakes(fleet, place);
    scope.broken().thenAccept(this::brokenElsewhere);
    fleet.watch((vm, failure) -> failed("running virtual machine [" + vm + "]", failure));
  }

  private void brokenElsewhere(Throwable cause) {
    examination.begin(cause);
    if (broken.complete(cause)) {
      journal().say(Narration.of("BROKEN", cause));
    }
  }

  /** Prepares the disks, and starts the machines whose home is this host. */
  public void startMachines() throws Throwable {
    guarded(
        MigrationPhase.PREPARE_DISKS.toString(),
        () -> disks.prepare(scope.main(), timeouts().disks()));
    guarded("the start of its virtual machines", fleet::startHome);
  }

  /**
   * Runs a part of the test. When it throws, the other hosts are told before it unwinds; when
   * another host fails, it is cut short.
   *
   * @param doing what it is, for the other hosts' messages
   */
  public void guarded(String doing, Body body) throws Throwable {
    try {
      Guarded.run(broken, body::run);
    } catch (Throwable failure) {
      failed(doing, failure);
      throw failure;
    }
  }

  /**
   * Runs the test method, waits for the migrations that it started, and has every machine here
   * answer: one that is frozen, and that the test did not need any more, would pass for well.
   */
  public void test(Body body) throws Throwable {
    guarded(
        "the test method",
        () -> {
          body.run();
          started().forEach(Migration::join);
          fleet.awaitAnswers();
        });
  }

  /** Makes known that this host failed, unless the test is broken already. */
  public void failed(String doing, Throwable failure) {
    if (broken.isDone()) {
      return;
    }
    boolean elsewhere =
        failure instanceof PeerFailedException || failure instanceof HostLostException;
    if (!elsewhere) {
      scope.fail(isInterrupt(failure) ? doing + ", which was interrupted" : doing, failure);
    }
    examination.begin(failure);
    if (broken.complete(failure)) {
      journal().say(Narration.of(elsewhere ? "BROKEN" : "FAILED in " + doing, failure));
    }
  }

  /** JUnit turns it into the test's time-out only when it has passed through here. */
  private static boolean isInterrupt(Throwable failure) {
    return failure instanceof InterruptedException
        || failure.getCause() instanceof InterruptedException;
  }

  @Override
  public MigrationBuilder migrate(String... vms) {
    List<String> names = vms.length == 0 ? fleet.names() : List.of(vms);
    if (names.isEmpty()) {
      throw new IllegalStateException(
          "There is no virtual machine to migrate; declare one with @MigrateVm(name = …) on the"
              + " class or the method");
    }
    return new MigrationPlanBuilder(this, names.stream().map(fleet::managed).toList());
  }

  MigrationResult run(MigrationPlan plan) {
    Scenario scenario = new Scenario(plan, this, scope.main());
    return remembered(scenario.run());
  }

  Migration start(MigrationPlan plan) {
    BackgroundMigration migration =
        new BackgroundMigration(new Scenario(plan, this, scope.openLane(plan.title())), this);
    synchronized (background) {
      background.add(migration);
    }
    migration.start();
    return migration;
  }

  MigrationResult remembered(MigrationResult result) {
    synchronized (results) {
      results.add(result);
    }
    return result;
  }

  private List<BackgroundMigration> started() {
    synchronized (background) {
      return List.copyOf(background);
    }
  }

  /** The results of the migrations that ended, in the order of their ends on this host. */
  public List<MigrationResult> results() {
    synchronized (results) {
      return List.copyOf(results);
    }
  }

  int nextNumber() {
    return lastNumber.incrementAndGet();
  }

  /** The test's machines. */
  public Fleet fleet() {
    return fleet;
  }

  /** The hosts. */
  public HostsView hosts() {
    return place.hosts();
  }

  TestScope scope() {
    return scope;
  }

  Settings settings() {
    return place.settings();
  }

  Timeouts timeouts() {
    return settings().timeouts();
  }

  Journal journal() {
    return place.journal();
  }

  /**
   * Where the test's own code meets the other hosts'.
   *
   * @param testClasses the test's class and those around it
   */
  public org.multihost.migration.Rendezvous rendezvous(List<Class<?>> testClasses) {
    return new UserRendezvous(scope.main(), hosts(), timeouts(), testClasses);
  }

  /**
   * As {@link #failed}, and returns when all hosts know how their machines are: what is cleaned up
   * after that is not seen any more, and a migration that is cancelled ends on both sides.
   */
  void unwinds(String doing, Throwable failure) {
    try {
      failed(doing, failure);
    } catch (HostLostException unreachable) {
      failure.addSuppressed(unreachable);
    }
    examination.begin(failure);
    examination.awaitAll();
  }

  /** Removes the files of a migration that was given up, unless they are wanted. */
  void discard(List<Path> files) {
    if (examination.hasBegun() && keepsakes.wanted()) {
      keepsakes.keep(files);
    } else {
      MigrationFiles.remove(files);
    }
  }

  /** Meets all hosts at the end of the test, and throws the first cause if another host had it. */
  public void finish() {
    examination.await();
    try {
      scope.finish(finishLimit()).ifPresent(Sneaky::rethrow);
    } catch (RuntimeException cause) {
      brokenElsewhere(cause);
      throw cause;
    }
  }

  private Duration finishLimit() {
    return timeouts().finish().multipliedBy(Math.max(1, fleet.names().size()));
  }

  /** What all hosts know of the failure, after they have met; empty if there is none. */
  public Optional<Diagnosis> diagnosis() {
    return examination.ofAllHosts();
  }

  /**
   * Ends the machines, and the threads of migrations that still run; harmless when nothing is left.
   */
  @Override
  public void close() {
    boolean failed = examination.hasBegun();
    Optional<Examination.Findings> findings = examination.await();
    broken.complete(new IllegalStateException("The test has ended"));
    Verdict end = Verdict.of(Optional.empty());
    end.add(fleet::close);
    end.add(() -> started().forEach(BackgroundMigration::awaitThread));
    end.add(() -> disks.end(failed));
    end.add(() -> findings.ifPresent(found -> keepsakes.tell(found.diagnosis())));
    end.throwIfNew();
  }
}
