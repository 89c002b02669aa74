package org.multihost.migration.internal.scenario.failure;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.ThrowableParts;

/**
 * The failures of one test on this host. Each is reported to the other hosts before it unwinds, and
 * interrupts what this host does for the test. Safe for use by several threads.
 */
public final class TestFailures {

  private final Thread entryThread = Thread.currentThread();
  private final TestScope scope;
  private final DiagnosisCollector examination;
  private final HostConsole console;
  private final Time time;
  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private @Nullable Throwable prevailing; // guarded by this
  private final Excuse excuse = new Excuse(); // guarded by this, but for watching
  private volatile @Nullable TimeoutException timedOut;
  private volatile boolean unwound;

  public TestFailures(
      TestScope scope, DiagnosisCollector examination, HostConsole console, Time time) {
    this.scope = scope;
    this.examination = examination;
    this.console = console;
    this.time = time;
    scope.broken().thenAccept(this::told);
  }

  /** Records what another host reports, unless this host has excused its own failure by then. */
  private void told(Throwable cause) {
    if (isNewsBeforeExcuse(cause)) {
      known(HostsOfFailure.ofOthers(cause), cause);
    }
  }

  private synchronized boolean isNewsBeforeExcuse(Throwable cause) {
    return !excuse.isTaken() && isNews(cause, false);
  }

  /** Records another host's failure, abort or loss. */
  public void elsewhere(Throwable cause) {
    if (isNews(cause, false)) {
      known(HostsOfFailure.ofOthers(cause), cause);
    }
  }

  /**
   * Reports a failure or an abort of this host, unless one that prevails over it has been recorded
   * already. Never throws: if the coordinator cannot be reached, that exception is suppressed by
   * the failure. After an abort, an exception that an interrupt seems to have caused is not
   * reported: its thread may be one of the test's own, which the test has interrupted. For the same
   * reason such an exception of another thread than the test's is reported after 2 s, unless its
   * cause has been by then: {@code assertTimeoutPreemptively} interrupts before it throws.
   *
   * @param doing what this host was doing, for the other hosts' messages
   */
  public void report(String doing, Throwable thrown) {
    Throwable failure = causeOf(thrown);
    boolean interrupted = Interruption.caused(failure);
    if (!interrupted) {
      denyExcuse(failure);
    } else if (Thread.currentThread() != entryThread) {
      time.awaitUninterruptibly(cut, Interruption.FOR_CAUSE, failure);
    }
    if (isNews(failure, interrupted)) {
      tell(interrupted ? doing + ", which was interrupted" : doing, failure);
    }
  }

  /**
   * As {@link #report}, for code that this extension does not interrupt: clean-up, another
   * extension's callback, or a thread of a step's own. An {@link InterruptedException} there is a
   * failure.
   */
  public void reportUninterrupted(String doing, Throwable thrown) {
    Throwable failure = causeOf(thrown);
    denyExcuse(failure);
    if (isNews(failure, false)) {
      tell(doing, failure);
    }
  }

  /**
   * Runs the test method. What it throws may be turned into an abort by another extension: by one
   * that surrounds the method inside of this one, as JUnit Pioneer's {@code @ExpectedToFail}, or
   * later, as its {@code @RetryingTest}.
   */
  public void method(Method method, GuardedStep body) throws Throwable {
    try {
      guarded("the test method", excuse.watching(body));
    } catch (Throwable ended) {
      synchronized (this) {
        throw excuse.afterMethod(method, ended);
      }
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
    synchronized (this) {
      if (!excuse.isOf(thrown)) {
        return false;
      }
      excuse.take(prevailing);
      prevailing = thrown;
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
      synchronized (this) {
        excuse.deny(failure);
      }
    }
  }

  /**
   * Records that a time-out of JUnit's is about to interrupt this test. JUnit throws its exception
   * only when the test has unwound; until then, this one is reported in place of what the interrupt
   * causes.
   */
  public void timesOut(TimeoutException timeout) {
    timedOut = timeout;
  }

  private Throwable causeOf(Throwable thrown) {
    TimeoutException timeout = timedOut;
    return timeout != null && Interruption.caused(thrown) ? timeout : ThrowableParts.sound(thrown);
  }

  /** As {@link #report}, for a failure that is about to be thrown to the test's own code. */
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

  /**
   * Returns whether the failure prevails over all recorded ones, and records it if so. Once an
   * abort is recorded, the threads that run the test are interrupted; what that interrupt causes is
   * no failure of its own.
   */
  private synchronized boolean isNews(Throwable failure, boolean ofInterrupt) {
    Throwable known = prevailing;
    if (known != null && known == timedOut && failure instanceof TimeoutException) {
      // JUnit's own has the limit in its message, and may overtake the report of the other one.
      prevailing = failure;
      return failure != known;
    }
    boolean overrules = known != null && Verdict.isAbort(known) && !Verdict.isAbort(failure);
    boolean news = !(failure instanceof TestEnded) && (known == null || overrules && !ofInterrupt);
    if (news) {
      prevailing = failure;
    }
    return news;
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
    return HostsOfFailure.isCopyOfOwn(failure) ? own().orElse(failure) : failure;
  }

  /** Returns the failure of this host; one that other hosts have not excused counts again. */
  private synchronized Optional<Throwable> own() {
    Optional<Throwable> known = prevailing().filter(failure -> !Verdict.isAbort(failure));
    prevailing = known.or(excuse::refused).orElse(prevailing);
    return prevailing().filter(failure -> !Verdict.isAbort(failure));
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
      if (!Verdict.isAbort(failure) && !HostsOfFailure.isAnother(failure, scope)) {
        countsBesideOthers(doing, failure);
      }
      throw failure;
    }
  }

  private synchronized void countsBesideOthers(String doing, Throwable failure) {
    excuse.denyAny();
    Throwable known = prevailing;
    if (known != null && known != failure) {
      Verdict.suppress(known, failure);
      console.say(ProgressText.of("FAILED in " + doing, failure));
    }
  }

  /** Returns the recorded failure or abort that prevails. */
  public synchronized Optional<Throwable> prevailing() {
    return Optional.ofNullable(prevailing);
  }

  /** Waits until this host has diagnosed its failure, if there is one. */
  public void awaitDiagnosis() {
    examination.await();
  }

  /** Interrupts what background threads still do for the test. */
  public void end() {
    cut.complete(new TestEnded());
  }
}
