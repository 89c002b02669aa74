package org.multihost.migration.internal.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/** One test on this host, from the start of its VMs to its end. */
public final class TestRun implements TestContext, AutoCloseable {

  private volatile Thread methodThread = Thread.currentThread();
  private final TestScope scope;
  private final TestVms vms;
  private final TestDisks disks;
  private final HostValues values;
  private final TestEnvironment environment;
  private final DiagnosisCollector diagnoses;
  private final KeptFiles keptFiles;
  private final TestFailures failures;
  private final CleanUpTime cleanUpTime;
  private final TestMigrations migrations;

  /** Creates the run of a test that this host has entered; called on the test's own thread. */
  public TestRun(
      TestScope scope,
      TestVms vms,
      TestDisks disks,
      HostValues values,
      TestEnvironment environment) {
    this.scope = scope;
    this.vms = vms;
    this.disks = disks;
    this.values = values;
    this.environment = environment;
    this.diagnoses = new DiagnosisCollector(scope, vms::processes, environment);
    this.keptFiles = new KeptFiles(vms, environment);
    this.failures = new TestFailures(scope, diagnoses, environment.console(), environment.time());
    this.migrations = new TestMigrations(this, scope);
    this.cleanUpTime = new CleanUpTime(timeouts().cleanUp(), environment.time());
    vms.watch((vm, failure) -> failures.report("running virtual machine [" + vm + "]", failure));
  }

  /** Prepares the disks, and starts the VMs whose home is this host. */
  public void startVms() throws Throwable {
    guarded(MigrationPhase.PREPARE_DISKS.toString(), () -> disks.prepare(scope.main(), timeouts()));
    guarded("the start of its virtual machines", vms::startHome);
  }

  @Override
  public void guarded(String doing, GuardedStep body) throws Throwable {
    failures.guarded(doing, body);
  }

  /**
   * Runs a test method or a dynamic test, and waits for the migrations that it started; their
   * failures are failures of the test.
   */
  public void test(String doing, GuardedStep body) throws Throwable {
    Thread around = methodThread;
    methodThread = Thread.currentThread(); // JUnit's own where a timeout asks for a separate thread
    try {
      guarded(
          doing,
          () -> {
            body.run();
            Guarded.forgetInterrupt();
            settle();
            failures.explainCaught();
          });
    } finally {
      methodThread = around;
    }
  }

  /**
   * Runs a part of the user's clean-up after the test; no failure interrupts it. All parts together
   * are limited by {@code multihost.timeout.cleanup}.
   *
   * @param doing the part's name, for the other hosts' messages
   */
  public void cleanUp(String doing, GuardedStep body) throws Throwable {
    failures.cleanUp(doing, cleanUpTime.left(), body);
  }

  /** Records that a time-out of JUnit's is about to interrupt this test. */
  public void timesOut(TimeoutException timeout) {
    failures.timesOut(timeout);
  }

  /**
   * Waits for the migrations under way, and until every VM on this host has answered: otherwise a
   * failure since its last use would go unnoticed.
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

  /** Returns the test's migrations. */
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
   * Returns the rendezvous for the test's own code.
   *
   * @param testClasses the test's class and its enclosing classes
   */
  public org.multihost.migration.Rendezvous rendezvous(List<Class<?>> testClasses) {
    return new UserRendezvous(scope, () -> methodThread, hosts(), timeouts(), testClasses);
  }

  @Override
  public void unwinds(String doing, Throwable failure) {
    failures.unwinds(doing, failure);
    diagnoses.awaitAll();
  }

  @Override
  public void cleanUpMigration(String doing, GuardedStep body) throws Throwable {
    failures.cleanUpApart(doing, timeouts().cleanUp(), body);
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
   * Ends the test. All hosts meet, each cleans up its own, and they meet again, so that a failure
   * of one host is a failure of every host.
   *
   * @param thrown the throwable of the test on this host
   * @return the verdict on this host
   */
  public Verdict end(Optional<Throwable> thrown) {
    Thread.interrupted(); // an interrupt that the test left must not end the meeting
    Verdict verdict = Verdict.of(thrown);
    thrown.ifPresent(failure -> failures.reportUninterrupted("the test", failure));
    verdict.add(this::meet);
    verdict.add(this::cleanUp);
    verdict.add(this::finish);
    diagnoses.ofAllHosts().ifPresent(verdict::explain);
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
   * Meets all hosts after the test has run, and throws the failure of the test on this host: its
   * own failure, otherwise another host's.
   */
  private void meet() {
    Verdict end = Verdict.of(Optional.empty());
    Optional<Throwable> known = failures.prevailing();
    if (known.isEmpty()) {
      end.add(() -> guarded("the end of the test", this::settle));
    } else if (Verdict.isAbort(known.get())) {
      end.add(() -> told(vms::awaitAnswers)); // a VM's failure prevails over the abort
    }
    // The user's clean-up after a migration needs its VM, and may fail.
    end.add(() -> told(() -> migrations.awaitUnwound(unwinding())));
    diagnoses.await();
    end.add(() -> meetOthers(() -> scope.meet(limit(HostWait.MEET_AFTER_TEST))));
    if (end.end().filter(failure -> !Verdict.isAbort(failure)).isEmpty()) {
      // A VM may have failed while this host waited, and its event may not have arrived yet.
      end.add(() -> told(vms::awaitAnswers));
    }
    throwWhatPrevails(end);
  }

  /**
   * Meets the other hosts, and throws their failure. A failure of the meeting itself on this host,
   * such as an interrupt by a thread of the test's own, is one of the test.
   */
  private void meetOthers(Supplier<Optional<RuntimeException>> meeting) {
    Optional<RuntimeException> elsewhere;
    try {
      elsewhere = meeting.get();
    } catch (RuntimeException | Error failure) {
      failures.reportUninterrupted("the end of the test", failure);
      throw failure;
    }
    elsewhere.ifPresent(SneakyThrow::rethrow);
  }

  private void told(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      failures.report("the end of the test", failure);
      throw failure;
    }
  }

  /**
   * Returns the limit for a step of the test's own that ignores its interrupt, and for both parts
   * of the clean-up.
   */
  private Duration unwinding() {
    return timeouts().ownCode().plus(timeouts().cleanUp().multipliedBy(2));
  }

  /** Leaves the test, and throws, as {@link #meet}, what failed in clean-up on any host. */
  private void finish() {
    Verdict end = Verdict.of(Optional.empty());
    end.add(() -> meetOthers(() -> scope.finish(limit(HostWait.FINISH_TEST))));
    throwWhatPrevails(end);
  }

  /**
   * Throws the failure that prevails. A failure of this host, above all of one of its VMs, may be
   * reported while this host waits for the others.
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

  /** Ends the VMs, and the threads of migrations that still run; harmless if nothing is left. */
  @Override
  public void close() {
    boolean failed = diagnoses.hasBegun();
    Optional<DiagnosisCollector.Findings> findings = diagnoses.await();
    failures.end();
    Verdict end = Verdict.of(Optional.empty());
    end.add(vms::close);
    end.add(migrations::awaitThreads);
    end.add(() -> disks.end(failed));
    end.add(() -> values.end(failed && keptFiles.wanted(), environment.console()));
    end.add(() -> findings.ifPresent(found -> keptFiles.tell(found.diagnosis())));
    end.throwIfNew();
  }
}
