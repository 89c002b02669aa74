package org.multihost.migration.internal.scenario.failure;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The failure or abort of one test that prevails on this host, and its excuse. Safe for use by
 * several threads.
 */
final class Prevailing {

  private final InterruptCauses interrupts;
  private final Excuse excuse = new Excuse(); // guarded by this, but for watching
  private @Nullable Throwable known; // guarded by this
  private boolean failedAfterwards; // guarded by this
  private final PendingReports reports;

  Prevailing(InterruptCauses interrupts, PendingReports reports) {
    this.interrupts = interrupts;
    this.reports = reports;
  }

  /** Records the failure and reports it if it is news, as {@link #isNews}. */
  void ifNews(Throwable failure, boolean ofInterrupt, Runnable report) {
    reports.run(
        () -> {
          if (isNews(failure, ofInterrupt)) {
            report.run();
          }
        });
  }

  /**
   * Returns whether the failure prevails over all recorded ones, and records it if so. Once an
   * abort is recorded, the threads that run the test are interrupted; what that interrupt causes is
   * no failure of its own.
   */
  synchronized boolean isNews(Throwable failure, boolean ofInterrupt) {
    Throwable before = known;
    if (interrupts.isTimeout(before) && failure instanceof TimeoutException) {
      // JUnit's own has the limit in its message, and may overtake the report of the other one.
      known = failure;
      return failure != before;
    }
    boolean overrules = before != null && Verdict.isAbort(before) && !Verdict.isAbort(failure);
    boolean news = !(failure instanceof TestEnded) && (before == null || overrules && !ofInterrupt);
    if (news) {
      known = failure;
    }
    return news;
  }

  /**
   * As {@link #isNews}, for what another host reports: never after this host has excused its own.
   */
  synchronized boolean isNewsBeforeExcuse(Throwable failure) {
    return !excuse.isTaken() && isNews(failure, false);
  }

  /** Returns the recorded failure or abort. */
  synchronized Optional<Throwable> get() {
    return Optional.ofNullable(known);
  }

  /** Returns the failure of this host; one that other hosts have not excused counts again. */
  synchronized Optional<Throwable> own() {
    known = failure().or(excuse::refused).orElse(known);
    return failure();
  }

  private Optional<Throwable> failure() {
    return get().filter(failure -> !Verdict.isAbort(failure));
  }

  /** Returns whether the test has not failed on this host; true only once. */
  synchronized boolean isFirstAfterwards() {
    boolean first = !failedAfterwards && failure().isEmpty();
    failedAfterwards = true;
    return first;
  }

  /** Returns the test's method, as {@link Excuse#watching}. */
  GuardedStep watching(GuardedStep method) {
    return excuse.watching(method);
  }

  /** Records the end of the test's method, as {@link Excuse#afterMethod}. */
  synchronized Throwable afterMethod(Method method, Throwable ended) {
    return excuse.afterMethod(method, ended);
  }

  /** Records a failure of this host: one since the end of the method is not excused with it. */
  synchronized void denyExcuse(Throwable failure) {
    excuse.deny(failure);
  }

  /** Records a failure that a wait of this host throws, as {@link Excuse#received}. */
  synchronized void received(Throwable failure) {
    excuse.received(failure);
  }

  /**
   * Takes the excuse of the recorded failure, if other extensions have turned it into an abort and
   * nothing else has failed on this host.
   *
   * @param thrown the throwable of the test
   */
  synchronized boolean excused(Throwable thrown) {
    if (!excuse.isOf(thrown)) {
      return false;
    }
    Optional<Throwable> beside = excuse.ofAnotherThread();
    if (beside.isPresent()) {
      known = beside.get();
      known.addSuppressed(Verdict.ofAnotherThread());
      return false;
    }
    excuse.take(known);
    known = thrown;
    return true;
  }

  /**
   * Records a failure of clean-up, which no other extension excuses, beside the one that prevails.
   *
   * @return whether it is not the one that prevails
   */
  synchronized boolean isBeside(Throwable failure) {
    excuse.denyAny();
    if (known == null || known == failure) {
      return false;
    }
    Verdict.suppress(known, failure);
    return true;
  }
}
