package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.RebuiltThrowable;

/**
 * The failures of one test on this host. Each is reported to the other hosts before it unwinds, and
 * interrupts what this host does for the test. Safe for use by several threads.
 */
public final class TestFailures {

  /** The time for the test's own thread to report why it has interrupted another one. */
  private static final Duration FOR_CAUSE = Duration.ofSeconds(2);

  private final Thread entryThread = Thread.currentThread();
  private final TestScope scope;
  private final DiagnosisCollector examination;
  private final HostConsole console;
  private final Time time;
  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private @Nullable Throwable prevailing; // guarded by this
  private volatile @Nullable TimeoutException timedOut;
  private volatile boolean unwound;

  /** The cause that interrupts background threads that outlast the test; it is no failure. */
  private static final class TestEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TestEnded() {
      super("The test has ended", null, false, false);
    }
  }

  public TestFailures(
      TestScope scope, DiagnosisCollector examination, HostConsole console, Time time) {
    this.scope = scope;
    this.examination = examination;
    this.console = console;
    this.time = time;
    scope.broken().thenAccept(this::elsewhere);
  }

  /** Records another host's failure, abort or loss. */
  public void elsewhere(Throwable cause) {
    if (isNews(cause, false)) {
      known(ofOthers(cause), cause);
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
    if (interrupted && Thread.currentThread() != entryThread) {
      time.awaitUninterruptibly(cut, FOR_CAUSE, failure);
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
    if (isNews(failure, false)) {
      tell(doing, failure);
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
    return timeout != null && Interruption.caused(thrown) ? timeout : thrown;
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
    if (unwound) {
      unwound = false;
      prevailing()
          .filter(failure -> !Verdict.isAbort(failure))
          .ifPresent(failure -> failure.addSuppressed(caught()));
    }
  }

  private static MultihostException caught() {
    return new MultihostException(
        "The test's own code has caught this failure, which counts nevertheless: it had failed the test on all hosts by then. Require the outcome of a migration with expect(…); catch an exception inside of the step that throws it");
  }

  private void tell(String doing, Throwable failure) {
    if (isOfAnotherHost(failure)) {
      known(ofOthers(failure), failure);
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

  /**
   * Returns whether another host has reported this failure. The type alone does not tell: a test
   * can throw an exception of that type itself, or one that it kept from an earlier test.
   */
  private boolean isOfAnotherHost(Throwable failure) {
    return isCopyOfOwn(failure) || looksLikeAnotherHosts(failure) && scope.failure().isPresent();
  }

  private static boolean looksLikeAnotherHosts(Throwable failure) {
    return failure instanceof PeerFailedException
        || failure instanceof HostLostException
        || failure.getCause() instanceof RebuiltThrowable;
  }

  private static String ofOthers(Throwable cause) {
    return Verdict.isAbort(cause) ? "ABORTED" : "BROKEN";
  }

  private static boolean isCopyOfOwn(Throwable failure) {
    return failure.getClass() == MultihostException.class
        && failure.getCause() instanceof RebuiltThrowable;
  }

  private void known(String how, Throwable failure) {
    examination.begin(failure);
    cut.complete(failure);
    console.say(ProgressText.of(how, failure));
  }

  /**
   * Runs a part of the test. Its failure is reported to the other hosts before it unwinds; a
   * failure of another host interrupts it.
   *
   * @param doing the part's name, for the other hosts' messages
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
    return isCopyOfOwn(failure)
        ? prevailing().filter(known -> !Verdict.isAbort(known)).orElse(failure)
        : failure;
  }

  /**
   * Runs the user's clean-up. No failure interrupts it; only its own deadline does.
   *
   * @param doing the part's name, for the other hosts' messages
   */
  public void cleanUp(String doing, Duration limit, GuardedStep body) throws Throwable {
    reported(doing, () -> CleanUp.run(doing, limit, time, body));
  }

  /**
   * As {@link #cleanUp}, on a thread of its own, for clean-up that is called from code of the
   * test's own.
   */
  public void cleanUpApart(String doing, Duration limit, GuardedStep body) throws Throwable {
    reported(doing, () -> CleanUp.runApart(doing, limit, time, body));
  }

  private void reported(String doing, GuardedStep cleanUp) throws Throwable {
    try {
      cleanUp.run();
    } catch (Throwable failure) {
      reportUninterrupted(doing, failure);
      throw failure;
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
