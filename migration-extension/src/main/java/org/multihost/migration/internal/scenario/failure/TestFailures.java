package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
 * The failures of one test, as this host knows them: each is reported to the other hosts before it
 * unwinds, and cuts short what this host does for the test. Safe for use by several threads.
 */
public final class TestFailures {

  private final TestScope scope;
  private final DiagnosisCollector examination;
  private final HostConsole console;
  private final Time time;
  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private @Nullable Throwable prevailing; // guarded by this

  /** What background threads that outlast the test are cut with; it is no failure. */
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

  /** Takes note of another host's failure, abort or loss. */
  public void elsewhere(Throwable cause) {
    if (isNews(cause, false)) {
      known("BROKEN", cause);
    }
  }

  /**
   * Reports a failure or an abort of this host, unless one that prevails over it is known already.
   * Never throws: a coordinator that cannot be reached is suppressed by the failure. Beside an
   * abort, what looks as if an interrupt had brought it about is none: the thread may be one of the
   * test's own, which the test interrupts in its turn.
   *
   * @param doing what this host was doing, for the other hosts' messages
   */
  public void report(String doing, Throwable failure) {
    boolean interrupted = Interruption.caused(failure);
    if (isNews(failure, interrupted)) {
      tell(interrupted ? doing + ", which was interrupted" : doing, failure);
    }
  }

  /**
   * As {@link #report}, of what was thrown where no interrupt of ours comes: in clean-up, in
   * another extension's callback, or on a thread of a step's own. An {@link InterruptedException}
   * from there is a failure.
   */
  public void reportUninterrupted(String doing, Throwable failure) {
    if (isNews(failure, false)) {
      tell(doing, failure);
    }
  }

  private void tell(String doing, Throwable failure) {
    if (isOfAnotherHost(failure)) {
      known("BROKEN", failure);
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
   * Whether it prevails over all that is known. Once an abort is known, the threads that pass
   * through the test are interrupted: what that interrupt brings about is no failure of its own.
   */
  private synchronized boolean isNews(Throwable failure, boolean ofInterrupt) {
    Throwable known = prevailing;
    boolean overrules = known != null && Verdict.isAbort(known) && !Verdict.isAbort(failure);
    boolean news = !(failure instanceof TestEnded) && (known == null || overrules && !ofInterrupt);
    if (news) {
      prevailing = failure;
    }
    return news;
  }

  private static boolean isOfAnotherHost(Throwable failure) {
    return failure instanceof PeerFailedException
        || failure instanceof HostLostException
        || failure.getCause() instanceof RebuiltThrowable;
  }

  private void known(String how, Throwable failure) {
    examination.begin(failure);
    cut.complete(failure);
    console.say(ProgressText.of(how, failure));
  }

  /**
   * Runs a part of the test. When it throws, the other hosts are told before it unwinds; when
   * another host fails, it is cut short.
   *
   * @param doing what it is, for the other hosts' messages
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
   * A wait that this host's own failure has broken throws a copy of it, which came by the board. An
   * abort that is known here is not what was copied: the failure, a wait's timeout, was swallowed
   * before it.
   */
  public Throwable itself(Throwable failure) {
    boolean copy =
        failure.getClass() == MultihostException.class
            && failure.getCause() instanceof RebuiltThrowable;
    return copy ? prevailing().filter(known -> !Verdict.isAbort(known)).orElse(failure) : failure;
  }

  /**
   * Runs clean-up of the user's, which no failure interrupts, only its own deadline does.
   *
   * @param doing what it is, for the other hosts' messages
   */
  public void cleanUp(String doing, Duration limit, GuardedStep body) throws Throwable {
    try {
      CleanUp.run(doing, limit, time, body);
    } catch (Throwable failure) {
      reportUninterrupted(doing, failure);
      throw failure;
    }
  }

  /** The failure or abort that this host knows of and that prevails. */
  public synchronized Optional<Throwable> prevailing() {
    return Optional.ofNullable(prevailing);
  }

  /** Cuts what background threads still do for the test. */
  public void end() {
    cut.complete(new TestEnded());
  }
}
