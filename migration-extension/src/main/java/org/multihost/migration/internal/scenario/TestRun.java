package org.multihost.migration.internal.scenario;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.diagnosis.KeptFiles;
import org.multihost.migration.internal.scenario.diagnosis.MigrationFiles;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.failure.CleanUpTime;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.OwnWaits;
import org.multihost.migration.internal.scenario.failure.TestFailures;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.scenario.migration.TestContext;
import org.multihost.migration.internal.scenario.migration.TestMigrations;
import org.multihost.migration.internal.scenario.migration.WorkValues;
import org.multihost.migration.internal.scenario.vm.HostValues;
import org.multihost.migration.internal.scenario.vm.TestDisks;
import org.multihost.migration.internal.scenario.vm.TestVms;

/**
 * One test on this host, from the start of its VMs to its end; or a class whose VMs outlive its
 * tests, from their start before the first test to the end of the class. The tests of such a class
 * run inside of it, each a run of its own with the same VMs.
 */
public final class TestRun implements TestContext, AutoCloseable {

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
  private final OwnWaits ownWaits;
  private final EndMeetings meetings;
  private final TestCode code;
  private final WorkValues workValues;
  private final List<Class<?>> testClasses;
  private final Optional<SharedVms> ofClass;
  private final SharedVms shared;
  private final String title;

  /**
   * Creates the run of a test that this host has entered; called on the test's own thread.
   *
   * @param testClasses the test's class and its enclosing classes, whose packages' types its values
   *     may contain
   */
  public TestRun(
      TestScope scope,
      TestResources resources,
      TestEnvironment environment,
      List<Class<?>> testClasses) {
    this(scope, resources, environment, testClasses, "the test");
  }

  /** Creates the run of a class that this host has entered, as that of a test. */
  public static TestRun ofClass(
      TestScope whole,
      TestResources resources,
      TestEnvironment environment,
      List<Class<?>> testClasses) {
    return new TestRun(whole, resources, environment, testClasses, "the class");
  }

  private TestRun(
      TestScope scope,
      TestResources resources,
      TestEnvironment environment,
      List<Class<?>> testClasses,
      String title) {
    this.scope = scope;
    this.vms = resources.vms();
    this.disks = resources.disks();
    this.values = resources.values();
    this.environment = environment;
    this.diagnoses = new DiagnosisCollector(scope, vms::processes, environment);
    this.keptFiles = new KeptFiles(vms, environment);
    this.failures = new TestFailures(scope, diagnoses, environment.console(), environment.time());
    this.testClasses = List.copyOf(testClasses);
    this.migrations = new TestMigrations(this, scope);
    this.ofClass = resources.shared();
    this.shared = new SharedVms(this, scope, failures);
    this.title = title;
    String over = "%s [%s] is over".formatted(title, environment.logs().test());
    this.ownWaits = new OwnWaits(over, failures, environment.time());
    this.meetings = new EndMeetings(this, scope, migrations, failures, title);
    this.code = new TestCode(failures, meetings);
    this.workValues = new WorkValues(scope::journal, environment.hosts().self(), this.testClasses);
    this.cleanUpTime = new CleanUpTime(timeouts().cleanUp(), environment.time());
    vms.watch((vm, failure) -> failures.report(running(vm), failure));
  }

  private String running(String vm) {
    return "running virtual machine [%s] in %s".formatted(vm, title);
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
   * Runs the test method, and waits for the migrations that it started; their failures are failures
   * of the test.
   *
   * @param together whether the hosts begin and end the method together, so that one that fails in
   *     it fails it on all: another extension decides by that whether the method runs again
   */
  public void method(Method method, boolean together, GuardedStep body) throws Throwable {
    code.method(method, together, body);
  }

  /** Runs a dynamic test, and waits for the migrations that it started, as {@link #method} does. */
  public void test(String doing, GuardedStep body) throws Throwable {
    code.test(doing, body);
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

  @Override
  public void failed(String doing, Throwable failure) {
    failures.report(doing, failure);
  }

  @Override
  public void failedUninterrupted(String doing, Throwable failure) {
    failures.reportUninterrupted(doing, failure);
  }

  /** Returns the migrations of the test, or of the class's own code. */
  public TestMigrations migrations() {
    return migrations;
  }

  @Override
  public TestVms vms() {
    return vms;
  }

  /** Returns the VMs of this class, for its tests. */
  public SharedVms shared() {
    return shared;
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

  /** Returns the rendezvous for the test's own code. */
  public org.multihost.migration.Rendezvous rendezvous() {
    return new UserRendezvous(scope, code::thread, this, testClasses);
  }

  @Override
  public WorkValues workValues() {
    return workValues;
  }

  @Override
  public TestValues values() {
    return scope.values();
  }

  /** States a fact that must be the same on every host, as {@link TestScope#agree}. */
  public void agree(String name, String fact) {
    scope.agree(name, fact);
  }

  @Override
  public void unwinds(String doing, Throwable failure) {
    failures.unwinds(doing, failure);
    diagnoses.awaitAll();
  }

  @Override
  public OwnWaits ownWaits() {
    return ownWaits;
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
   * @param late receives what the test's code fails in after that, with what this host was doing
   * @return the verdict on this host
   */
  public Verdict end(Optional<Throwable> thrown, BiConsumer<String, Throwable> late) {
    failures.ends(late);
    Thread.interrupted(); // an interrupt that the test left must not end the meeting
    Verdict verdict = Verdict.of(thrown);
    boolean excused = thrown.filter(failures::excuse).isPresent();
    if (!excused) {
      thrown.ifPresent(failure -> failures.reportUninterrupted(title, failure));
    }
    verdict.add(meetings::meet);
    verdict.add(this::cleanUp);
    verdict.add(meetings::finish);
    if (excused && verdict.isFailure()) {
      verdict.explain(notExcusedByAll());
    }
    diagnoses.ofAllHosts().ifPresent(verdict::explain);
    ofClass.filter(type -> verdict.isFailure()).ifPresent(SharedVms::testFailed);
    return verdict;
  }

  private static MultihostException notExcusedByAll() {
    return new MultihostException(
        "Another extension has turned a failure of this test into an abort on this host. The failure counts nevertheless: it was not so on every host, or a host has failed since. Such an extension must see the failure in the test's method on each host, so let the method end at a barrier");
  }

  private void cleanUp() {
    Verdict end = Verdict.of(Optional.empty());
    end.add(this::close);
    end.add(() -> ofClass.ifPresent(type -> type.endTest(environment.logs().test())));
    end.end().ifPresent(failure -> failed("the clean-up of " + title, failure));
    end.throwIfNew();
  }

  /** Ends the VMs, and the threads of migrations that still run; harmless if nothing is left. */
  @Override
  public void close() {
    boolean failed = shared.hasFailedTest() || diagnoses.hasBegun();
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
