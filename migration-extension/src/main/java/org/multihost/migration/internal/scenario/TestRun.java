package org.multihost.migration.internal.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.Diagnosis;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.diagnosis.KeptFiles;
import org.multihost.migration.internal.scenario.diagnosis.MigrationFiles;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.failure.CleanUpTime;
import org.multihost.migration.internal.scenario.failure.Guarded;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.TestFailures;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.scenario.migration.TestContext;
import org.multihost.migration.internal.scenario.migration.TestMigrations;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/** One test on this host, from the start of its machines to its end. */
public final class TestRun implements TestContext, AutoCloseable {

  private final Thread own = Thread.currentThread();
  private final TestScope scope;
  private final TestVms vms;
  private final TestDisks disks;
  private final TestEnvironment environment;
  private final DiagnosisCollector diagnoses;
  private final KeptFiles keptFiles;
  private final TestFailures failures;
  private final CleanUpTime cleanUpTime;
  private final TestMigrations migrations;

  /** Of a test that this host has entered, on the test's own thread. */
  public TestRun(TestScope scope, TestVms vms, TestDisks disks, TestEnvironment environment) {
    this.scope = scope;
    this.vms = vms;
    this.disks = disks;
    this.environment = environment;
    this.diagnoses = new DiagnosisCollector(scope, vms::processes, environment);
    this.keptFiles = new KeptFiles(vms, environment);
    this.failures = new TestFailures(scope, diagnoses, environment.console(), environment.time());
    this.migrations = new TestMigrations(this, scope);
    this.cleanUpTime = new CleanUpTime(timeouts().cleanUp(), environment.time());
    vms.watch((vm, failure) -> failures.report("running virtual machine [" + vm + "]", failure));
  }

  /** Prepares the disks, and starts the machines whose home is this host. */
  public void startMachines() throws Throwable {
    guarded(MigrationPhase.PREPARE_DISKS.toString(), () -> disks.prepare(scope.main(), timeouts()));
    guarded("the start of its virtual machines", vms::startHome);
  }

  @Override
  public void guarded(String doing, GuardedStep body) throws Throwable {
    failures.guarded(doing, body);
  }

  /**
   * Runs a test method or a dynamic test, and waits for the migrations that it started: their
   * failures are its own.
   */
  public void test(String doing, GuardedStep body) throws Throwable {
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
  public void cleanUp(String doing, GuardedStep body) throws Throwable {
    failures.cleanUp(doing, cleanUpTime.left(), body);
  }

  /**
   * Waits for the migrations under way, and until every virtual machine here has told its state: a
   * failure since its last use would go unnoticed otherwise.
   */
  private void settle() throws InterruptedException {
    migrations.join();
    vms.awaitAnswers();
  }

  @Override
  public void failed(String doing, Throwable failure) {
    failures.report(doing, failure);
  }

  @Override
  public void failedUninterrupted(String doing, Throwable failure) {
    failures.reportUninterrupted(doing, failure);
  }

  /** The test's migrations. */
  public TestMigrations migrations() {
    return migrations;
  }

  @Override
  public TestVms vms() {
    return vms;
  }

  @Override
  public void doing(String doing) {
    scope.doing(doing);
  }

  @Override
  public TestEnvironment environment() {
    return environment;
  }

  private Timeouts timeouts() {
    return settings().timeouts();
  }

  /**
   * Where the test's own code meets the other hosts'.
   *
   * @param testClasses the test's class and those around it
   */
  public org.multihost.migration.Rendezvous rendezvous(List<Class<?>> testClasses) {
    return new UserRendezvous(scope.main(), own, hosts(), timeouts(), testClasses);
  }

  @Override
  public void unwinds(String doing, Throwable failure) {
    failures.report(doing, failure);
    diagnoses.awaitAll();
  }

  @Override
  public void cleanUpMigration(String doing, GuardedStep body) throws Throwable {
    failures.cleanUp(doing, timeouts().cleanUp(), body);
  }

  @Override
  public void discard(List<Path> files) {
    if (diagnoses.hasBegun() && keptFiles.wanted()) {
      keptFiles.keep(files);
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
    diagnoses.await();
    end.add(() -> scope.meet(limit(HostWait.MEET_AFTER_TEST)).ifPresent(SneakyThrow::rethrow));
    if (end.end().filter(failure -> !Verdict.isAbort(failure)).isEmpty()) {
      // One may have failed while this host waited, and the news of it not have come.
      end.add(this::askVms);
    }
    throwWhatPrevails(end);
  }

  /** A failure of a VM prevails over the abort that the test has ended with. */
  private void askVms() {
    told("the end of the test", vms::awaitAnswers);
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
    end.add(() -> scope.finish(limit(HostWait.FINISH_TEST)).ifPresent(SneakyThrow::rethrow));
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
            known ->
                SneakyThrow.rethrow(heard.map(e -> Verdict.prevailing(known, e)).orElse(known)));
  }

  private Duration limit(HostWait wait) {
    return wait.limit(WaitBounds.of(timeouts(), vms.names().size()));
  }

  /** What all hosts know of the failure, after they have met; empty if there is none. */
  private Optional<Diagnosis> diagnosis() {
    return diagnoses.ofAllHosts();
  }

  /**
   * Ends the machines, and the threads of migrations that still run; harmless when nothing is left.
   */
  @Override
  public void close() {
    boolean failed = diagnoses.hasBegun();
    Optional<DiagnosisCollector.Findings> findings = diagnoses.await();
    failures.end();
    Verdict end = Verdict.of(Optional.empty());
    end.add(vms::close);
    end.add(migrations::awaitThreads);
    end.add(() -> disks.end(failed));
    end.add(() -> findings.ifPresent(found -> keptFiles.tell(found.diagnosis())));
    end.throwIfNew();
  }
}
