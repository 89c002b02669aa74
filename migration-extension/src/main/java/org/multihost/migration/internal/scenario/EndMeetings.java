package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.failure.Interruption;
import org.multihost.migration.internal.scenario.failure.TestFailures;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.scenario.migration.TestContext;
import org.multihost.migration.internal.scenario.migration.TestMigrations;

/**
 * The meetings of all hosts at the end of a test or of a class's own run: when it has run, and
 * after its clean-up.
 */
final class EndMeetings {

  private final TestContext test;
  private final TestScope scope;
  private final TestMigrations migrations;
  private final TestFailures failures;
  private final String doing;

  /**
   * Creates the meetings.
   *
   * @param title what ends: a test or a class
   */
  EndMeetings(
      TestContext test,
      TestScope scope,
      TestMigrations migrations,
      TestFailures failures,
      String title) {
    this.test = test;
    this.scope = scope;
    this.migrations = migrations;
    this.failures = failures;
    this.doing = "the end of " + title;
  }

  /**
   * Waits for the migrations under way, and until every VM on this host has answered: otherwise a
   * failure since its last use would go unnoticed.
   */
  void settle() throws InterruptedException {
    migrations.join();
    test.vms().awaitAnswers();
  }

  /**
   * Meets all hosts in the test's method, and throws what has failed on another host.
   *
   * @param end the end of the method at which they meet: start or end
   */
  void inMethod(String end) {
    Duration limit = limit(HostWait.MEET_AFTER_TEST);
    scope.main().barrier(end + " of the test method", "", test.hosts().names(), limit);
  }

  /**
   * Meets all hosts after the test has run, and throws the failure of the test on this host: its
   * own failure, otherwise another host's.
   */
  void meet() {
    failures.ownCodeEnds();
    Verdict end = Verdict.of(Optional.empty());
    Optional<Throwable> known = failures.prevailing();
    if (known.isEmpty()) {
      end.add(() -> failures.guarded(doing, this::settle));
    } else if (Verdict.isAbort(known.get())) {
      end.add(() -> told(test.vms()::awaitAnswers)); // a VM's failure prevails over the abort
    }
    // The user's clean-up after a migration needs its VM, and may fail.
    end.add(() -> told(() -> migrations.awaitUnwound(unwinding())));
    List<MultihostException> open = test.ownWaits().awaitEnds(Interruption.FOR_CAUSE);
    failures.awaitDiagnosis();
    end.add(() -> meetOthers(() -> scope.meet(limit(HostWait.MEET_AFTER_TEST))));
    end.add(() -> told(this::endCalls));
    if (end.end().filter(failure -> !Verdict.isAbort(failure)).isEmpty()) {
      // A VM may have failed while this host waited, and its event may not have arrived yet.
      end.add(() -> told(test.vms()::awaitAnswers));
    }
    Verdict verdict = Verdict.of(Optional.empty());
    verdict.add(() -> throwWhatPrevails(end));
    if (verdict.isFailure()) {
      open.forEach(each -> verdict.add(() -> SneakyThrow.rethrow(each)));
    }
    verdict.throwIfNew();
  }

  /**
   * Refuses further calls of the test's code, and waits until the last ones have ended, on whatever
   * thread. When all hosts have met, no wait of such a thread is of use any more.
   */
  private void endCalls() {
    test.ownWaits().end();
    migrations.awaitUnwound(unwinding());
    test.ownWaits().awaitEnds(Interruption.FOR_CAUSE).stream()
        .findFirst()
        .ifPresent(SneakyThrow::rethrow);
  }

  /**
   * Meets the other hosts, and throws their failure. A failure of the meeting itself on this host,
   * such as an interrupt by a thread of the test's own, is one of the test.
   */
  private void meetOthers(Supplier<Optional<RuntimeException>> meeting) {
    failures.awaitReports();
    Optional<RuntimeException> elsewhere;
    try {
      elsewhere = meeting.get();
    } catch (RuntimeException | Error failure) {
      failures.reportUninterrupted(doing, failure);
      throw failure;
    }
    elsewhere.ifPresent(SneakyThrow::rethrow);
  }

  private void told(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      failures.report(doing, failure);
      throw failure;
    }
  }

  /**
   * Returns the limit for a step of the test's own that ignores its interrupt, and for both parts
   * of the clean-up.
   */
  private Duration unwinding() {
    return test.settings()
        .timeouts()
        .ownCode()
        .plus(test.settings().timeouts().cleanUp().multipliedBy(2));
  }

  /** Leaves the test, and throws, as {@link #meet}, what failed in clean-up on any host. */
  void finish() {
    Verdict end = Verdict.of(Optional.empty());
    end.add(() -> meetOthers(() -> scope.finish(limit(HostWait.FINISH_TEST))));
    failures.over();
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
    return wait.limit(WaitBounds.of(test.settings().timeouts(), test.vms().names().size()));
  }
}
