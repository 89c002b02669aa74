package org.multihost.migration.internal.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.Diagnosis;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.time.Time;

/** One test on this host, from the start of its machines to its end. */
public final class TestRun implements Migrations, AutoCloseable {

  /** Work that may throw anything. */
  @FunctionalInterface
  public interface Body {
    /** Does it. */
    void run() throws Throwable;
  }

  private final Thread own = Thread.currentThread();
  private final TestScope scope;
  private final Fleet fleet;
  private final TestDisks disks;
  private final TestPlace place;
  private final Examination examination;
  private final Keepsakes keepsakes;
  private final TestFailures failures;
  private final CleanUpTime cleanUpTime;
  private final StartedMigrations migrations;

  /** Of a test that this host has entered, on the test's own thread. */
  public TestRun(TestScope scope, Fleet fleet, TestDisks disks, TestPlace place) {
    this.scope = scope;
    this.fleet = fleet;
    this.disks = disks;
    this.place = place;
    this.examination = new Examination(scope, fleet::processes, place);
    this.keepsakes = new Keepsakes(fleet, place);
    this.failures = new TestFailures(scope, examination, place.journal(), place.time());
    this.migrations = new StartedMigrations(place.time());
    this.cleanUpTime = new CleanUpTime(timeouts().cleanUp(), place.time());
    fleet.watch((vm, failure) -> failures.report("running virtual machine [" + vm + "]", failure));
  }

  /** Prepares the disks, and starts the machines whose home is this host. */
  public void startMachines() throws Throwable {
    guarded(MigrationPhase.PREPARE_DISKS.toString(), () -> disks.prepare(scope.main(), timeouts()));
    guarded("the start of its virtual machines", fleet::startHome);
  }

  /**
   * Runs a part of the test. When it throws, the other hosts are told before it unwinds; when
   * another host fails, it is cut short.
   *
   * @param doing what it is, for the other hosts' messages
   */
  public void guarded(String doing, Body body) throws Throwable {
    failures.guarded(doing, body);
  }

  /**
   * Runs a test method or a dynamic test, and waits for the migrations that it started: their
   * failures are its own.
   */
  public void test(String doing, Body body) throws Throwable {
    guarded(
        doing,
        () -> {
          body.run();
          Guarded.forgetInterrupt();
          settle();
        });
  }

  /**
   * Runs a part of the user's clean-up after the test, which no failure interrupts. All parts
   * together have {@code multihost.timeout.cleanup}.
   *
   * @param doing what it is, for the other hosts' messages
   */
  public void cleanUp(String doing, Body body) throws Throwable {
    failures.cleanUp(doing, cleanUpTime.left(), body);
  }

  /**
   * Waits for the migrations under way, and until every virtual machine here has told its state: a
   * failure since its last use would go unnoticed otherwise.
   */
  private void settle() throws InterruptedException {
    migrations.join();
    fleet.awaitAnswers();
  }

  /** Reports a failure of this host, unless the test is known to have failed. */
  public void failed(String doing, Throwable failure) {
    failures.report(doing, failure);
  }

  /** As {@link #failed}, of what a thread has thrown that this extension has not interrupted. */
  void failedUninterrupted(String doing, Throwable failure) {
    failures.reportUninterrupted(doing, failure);
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
    return new ForegroundMigration(plan, this).run(migrations);
  }

  Migration start(MigrationPlan plan) {
    Scenario scenario = new Scenario(plan, this, scope.openLane(plan.title()));
    return migrations.start(new BackgroundMigration(scenario, this, migrations));
  }

  /** The results of the migrations that ended, in the order of their ends on this host. */
  public List<MigrationResult> results() {
    return migrations.results();
  }

  int nextNumber() {
    return migrations.nextNumber();
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

  /** The clock of this host. */
  public Time time() {
    return place.time();
  }

  Waits waits() {
    return new Waits(time());
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
    return new UserRendezvous(scope.main(), own, hosts(), timeouts(), testClasses);
  }

  /**
   * As {@link #failed}, and returns when all hosts know how their machines are: what is cleaned up
   * after that is not seen any more, and a migration that is cancelled ends on both sides.
   */
  void unwinds(String doing, Throwable failure) {
    failures.report(doing, failure);
    examination.awaitAll();
  }

  /** Runs the clean-up of one migration's hooks, which no failure interrupts. */
  void cleanUpMigration(String doing, Body body) throws Throwable {
    failures.cleanUp(doing, timeouts().cleanUp(), body);
  }

  /** Removes the files of a migration that was given up, unless they are wanted. */
  void discard(List<Path> files) {
    if (examination.hasBegun() && keepsakes.wanted()) {
      keepsakes.keep(files);
    } else {
      MigrationFiles.remove(files);
    }
  }

  /**
   * Ends the test: all hosts meet, each cleans up its own, and they meet again, so that a failure
   * of one is every host's.
   *
   * @param thrown what the test has thrown on this host
   * @return what the test ends with on this host
   */
  public Verdict end(Optional<Throwable> thrown) {
    Thread.interrupted(); // what the test left behind must not end the meeting
    Verdict verdict = Verdict.of(thrown);
    thrown.ifPresent(failure -> failures.reportUninterrupted("the test", failure));
    verdict.add(this::meet);
    verdict.add(this::cleanUp);
    verdict.add(this::finish);
    diagnosis().ifPresent(verdict::explain);
    return verdict;
  }

  private void cleanUp() {
    try {
      close();
    } catch (RuntimeException | Error failure) {
      failed("the clean-up of the test", failure);
      throw failure;
    }
  }

  /**
   * Meets all hosts when the test has run, and throws what the test fails with on this host: its
   * own failure, or else another host's.
   */
  private void meet() {
    Verdict end = Verdict.of(Optional.empty());
    Optional<Throwable> known = failures.prevailing();
    if (known.isEmpty()) {
      end.add(() -> guarded("the end of the test", this::settle));
    } else if (Verdict.isAbort(known.get())) {
      end.add(this::askVms);
    }
    // What the user cleans up after a migration needs its VM, and may fail.
    end.add(() -> told("the end of the test", () -> migrations.awaitUnwound(unwinding())));
    examination.await();
    end.add(() -> scope.meet(limit(HostWait.MEET_AFTER_TEST)).ifPresent(Sneaky::rethrow));
    if (end.end().filter(failure -> !Verdict.isAbort(failure)).isEmpty()) {
      // One may have failed while this host waited, and the news of it not have come.
      end.add(this::askVms);
    }
    throwWhatPrevails(end);
  }

  /** A failure of a VM prevails over the abort that the test has ended with. */
  private void askVms() {
    told("the end of the test", fleet::awaitAnswers);
  }

  private void told(String doing, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      failures.report(doing, failure);
      throw failure;
    }
  }

  /** A step of the test's own that ignores its interrupt, and both parts of the clean-up. */
  private Duration unwinding() {
    return timeouts().ownCode().plus(timeouts().cleanUp().multipliedBy(2));
  }

  /** Leaves the test, and throws as {@link #meet} for what failed in clean-up on any host. */
  private void finish() {
    Verdict end = Verdict.of(Optional.empty());
    end.add(() -> scope.finish(limit(HostWait.FINISH_TEST)).ifPresent(Sneaky::rethrow));
    throwWhatPrevails(end);
  }

  /**
   * A failure of this host, of one of its VMs above all, may come while it waits for the others.
   */
  private void throwWhatPrevails(Verdict end) {
    Optional<Throwable> heard = end.end().map(failures::itself);
    heard.ifPresent(failures::elsewhere);
    failures
        .prevailing()
        .ifPresent(
            known -> Sneaky.rethrow(heard.map(e -> Verdict.prevailing(known, e)).orElse(known)));
  }

  private Duration limit(HostWait wait) {
    return wait.limit(WaitBounds.of(timeouts(), fleet.names().size()));
  }

  /** What all hosts know of the failure, after they have met; empty if there is none. */
  private Optional<Diagnosis> diagnosis() {
    return examination.ofAllHosts();
  }

  /**
   * Ends the machines, and the threads of migrations that still run; harmless when nothing is left.
   */
  @Override
  public void close() {
    boolean failed = examination.hasBegun();
    Optional<Examination.Findings> findings = examination.await();
    failures.end();
    Verdict end = Verdict.of(Optional.empty());
    end.add(fleet::close);
    end.add(migrations::awaitThreads);
    end.add(() -> disks.end(failed));
    end.add(() -> findings.ifPresent(found -> keepsakes.tell(found.diagnosis())));
    end.throwIfNew();
  }
}
