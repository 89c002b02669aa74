package org.multihost.migration.internal.scenario.failure;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.time.Time;

/**
 * The failures of one test on this host. Each is reported to the other hosts before it unwinds, and
 * interrupts what this host does for the test. Safe for use by several threads.
 */
public final class TestFailures implements OwnWaits.Reports {

  private final TestScope scope;
  private final DiagnosisCollector examination;
  private final HostConsole console;
  private final Time time;
  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private final InterruptCauses interrupts;
  private final PendingReports reports;
  private final Prevailing prevailing;
  private volatile boolean unwound;
  private volatile boolean over;
  private volatile BiConsumer<String, Throwable> late = (doing, failure) -> {};

  public TestFailures(
      TestScope scope, DiagnosisCollector examination, HostConsole console, Time time) {
    this.scope = scope;
    this.examination = examination;
    this.console = console;
    this.time = time;
    this.interrupts = new InterruptCauses(cut, time);
    this.reports = new PendingReports(time);
    this.prevailing = new Prevailing(interrupts, reports);
    scope.broken().thenAccept(this::told);
  }

  /** Records what another host reports, unless this host has excused its own failure by then. */
  private void told(Throwable cause) {
    if (prevailing.isNewsBeforeExcuse(cause)) {
      known(HostsOfFailure.ofOthers(cause), cause);
    }
  }

  /** Records another host's failure, abort or loss. */
  public void elsewhere(Throwable cause) {
    if (prevailing.isNews(cause, false)) {
      known(HostsOfFailure.ofOthers(cause), cause);
    }
  }

  /**
   * Reports a failure or an abort of this host, unless one that prevails over it has been recorded
   * already. Never throws: if the coordinator cannot be reached, that exception is suppressed by
   * the failure. After an abort, an exception that an interrupt seems to have caused is not
   * reported: its thread may be one of the test's own, which the test has interrupted. For the same
   * reason such an exception of another thread than the test's is reported after 2 s, or when the
   * test ends, unless its cause has been by then: {@code assertTimeoutPreemptively} interrupts
   * before it throws.
   *
   * @param doing what this host was doing, for the other hosts' messages
   */
  public void report(String doing, Throwable thrown) {
    Throwable failure = interrupts.causeOf(thrown);
    boolean interrupted = Interruption.caused(failure);
    if (!interrupted) {
      denyExcuse(failure);
    } else {
      interrupts.awaitReport();
    }
    String what = interrupted ? doing + ", which was interrupted" : doing;
    prevailing.ifNews(failure, interrupted, () -> tell(what, failure));
  }

  /**
   * As {@link #report}, for code that this extension does not interrupt: clean-up, another
   * extension's callback, or a thread of a step's own. An {@link InterruptedException} there is a
   * failure.
   */
  public void reportUninterrupted(String doing, Throwable thrown) {
    Throwable failure = interrupts.causeOf(thrown);
    denyExcuse(failure);
    prevailing.ifNews(failure, false, () -> tell(doing, failure));
  }

  /**
   * Runs the test method. What it throws may be turned into an abort by another extension: by one
   * that surrounds the method inside of this one, as JUnit Pioneer's {@code @ExpectedToFail}, or
   * later, as its {@code @RetryingTest}.
   */
  public void method(Method method, GuardedStep body) throws Throwable {
    try {
      guarded("the test method", prevailing.watching(body));
    } catch (Throwable ended) {
      throw prevailing.afterMethod(method, ended);
    }
  }

  /**
   * Reports to the other hosts that another extension has turned the failure of the test's method
   * into an abort, if it has. The failure counts nevertheless unless it is so on every host; this
   * host learns that when all hosts meet. Never throws, as {@link #report}.
   *
   * @param thrown the throwable of the test, when all extensions have seen it
   * @return whether the failure is excused on this host
   */
  public boolean excuse(Throwable thrown) {
    if (!prevailing.excused(thrown)) {
      return false;
    }
    try {
      scope.excuse(thrown);
    } catch (RuntimeException unreachable) {
      thrown.addSuppressed(unreachable);
    }
    console.say(ProgressText.of("EXCUSED by another extension", thrown));
    return true;
  }

  /** A failure since the end of the test's method is not excused with that of the method. */
  private void denyExcuse(Throwable failure) {
    if (!HostsOfFailure.isAnother(failure, scope)) {
      prevailing.denyExcuse(failure);
    }
  }

  /**
   * Records that a time-out of JUnit's is about to interrupt this test. JUnit throws its exception
   * only when the test has unwound; until then, this one is reported in place of what the interrupt
   * causes.
   */
  public void timesOut(TimeoutException timeout) {
    interrupts.timesOut(timeout);
  }

  /**
   * Records that the test's own code has ended: nobody reports a cause of an interrupt any more.
   */
  public void ownCodeEnds() {
    interrupts.ownCodeEnds();
  }

  @Override
  public void refused(String doing, Throwable failure) {
    if (prevailing.isFirstAfterwards()) {
      afterwards(doing, failure);
    } else {
      console.say(ProgressText.of("REFUSED, after the test has failed", failure));
    }
  }

  @Override
  public void received(Throwable failure) {
    if (!HostsOfFailure.isAnother(failure, scope)) {
      prevailing.received(failure);
    }
  }

  /** As {@link #report}, for a failure that is about to be thrown to the test's own code. */
  @Override
  public void unwinds(String doing, Throwable failure) {
    unwound = true;
    report(doing, failure);
  }

  /**
   * Adds the reason why a failure counts that the test's own code has caught; called when that code
   * and its migrations have ended normally.
   */
  public void explainCaught() {
    Optional<Throwable> caught =
        prevailing().filter(failure -> unwound && !Verdict.isAbort(failure));
    caught.ifPresent(failure -> failure.addSuppressed(Verdict.caught()));
    unwound = false;
  }

  private void tell(String doing, Throwable failure) {
    if (over) {
      afterwards(doing, failure);
      return;
    }
    if (HostsOfFailure.isAnother(failure, scope)) {
      known(HostsOfFailure.ofOthers(failure), failure);
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      scope.fail(doing, failure);
    } catch (RuntimeException unreachable) {
      failure.addSuppressed(unreachable);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    known((Verdict.isAbort(failure) ? "ABORTED in " : "FAILED in ") + doing, failure);
  }

  private void known(String how, Throwable failure) {
    examination.begin(failure);
    cut.complete(failure);
    console.say(ProgressText.of(how, failure));
  }

  /**
   * Runs a part of the test. Its failure is reported to the other hosts, with the part's name,
   * before it unwinds; a failure of another host interrupts it.
   */
  public void guarded(String doing, GuardedStep body) throws Throwable {
    try {
      Guarded.run(cut, body::run);
    } catch (Throwable failure) {
      report(doing, failure);
      throw itself(failure);
    }
  }

  /**
   * Returns this host's own failure in place of its copy: a wait that the failure has broken throws
   * a copy, received from the board. A known abort is not the original of the copy: the test has
   * then swallowed the failure, a wait's timeout, before it aborted.
   */
  public Throwable itself(Throwable failure) {
    return HostsOfFailure.isCopyOfOwn(failure) ? prevailing.own().orElse(failure) : failure;
  }

  /**
   * Runs the user's clean-up. No failure interrupts it; only its own deadline does.
   *
   * @param doing the part's name, for the other hosts' messages
   */
  public void cleanUp(String doing, Duration limit, GuardedStep body) throws Throwable {
    reported(doing, () -> CleanUp.run(doing, limit, time, body));
  }

  /** As {@link #cleanUp}, on a thread of its own, for clean-up that the test's own code calls. */
  public void cleanUpApart(String doing, Duration limit, GuardedStep body) throws Throwable {
    reported(doing, () -> CleanUp.runApart(doing, limit, time, body));
  }

  private void reported(String doing, GuardedStep cleanUp) throws Throwable {
    try {
      cleanUp.run();
    } catch (Throwable failure) {
      reportUninterrupted(doing, failure);
      boolean counts = !Verdict.isAbort(failure) && !HostsOfFailure.isAnother(failure, scope);
      if (counts && prevailing.isBeside(failure)) {
        console.say(ProgressText.of("FAILED in " + doing, failure)); // beside the one that prevails
      }
      throw failure;
    }
  }

  /** Returns the recorded failure or abort that prevails. */
  public Optional<Throwable> prevailing() {
    return prevailing.get();
  }

  /** Waits until the other hosts can know what this host knows. */
  public void awaitReports() {
    reports.await();
  }

  /** Waits until this host has diagnosed its failure, if there is one. */
  public void awaitDiagnosis() {
    examination.await();
  }

  /**
   * Begins the end of the test.
   *
   * @param receiver receives what the test's code fails in after it, with what this host was doing
   */
  public void ends(BiConsumer<String, Throwable> receiver) {
    late = receiver;
  }

  /** Ends the test: a failure that prevails over its end afterwards is not one of it any more. */
  public void over() {
    over = true;
  }

  private void afterwards(String doing, Throwable failure) {
    console.say(ProgressText.of("FAILED in " + doing, failure));
    late.accept(doing, failure);
  }

  /** Interrupts what background threads still do for the test. */
  public void end() {
    cut.complete(new TestEnded());
  }
}
