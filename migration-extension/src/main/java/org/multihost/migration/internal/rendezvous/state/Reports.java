package org.multihost.migration.internal.rendezvous.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands by which hosts report failures, aborts and skips. */
final class Reports {

  private final Change change;
  private final Entries entries;

  Reports(Change change) {
    this.change = change;
    this.entries = new Entries(change);
  }

  /** Records that a host failed in a scope, or aborted it. */
  public Reply fail(Command.Fail fail) {
    Failure failure = Failure.thrown(fail.host(), fail.doing(), fail.thrown());
    change.scope(fail.scope()).ifPresent(scope -> change.put(scope.notExcused(failure)));
    change
        .scope(fail.scope())
        .filter(scope -> change.state().brokenBy(scope).filter(Failure::fails).isEmpty())
        .ifPresent(scope -> change.fail(scope, failure));
    return new Reply.Done();
  }

  /**
   * Records that a host failed in a test that is over. No test fails by it, only the class; the
   * state may have forgotten the test.
   */
  Reply failAfter(Command.FailAfter fail) {
    Failure failure = Failure.thrown(fail.host(), fail.doing(), fail.thrown());
    change
        .scope(fail.scope())
        .filter(type -> !type.isTest() && failure.fails())
        .ifPresent(
            type -> {
              Scope over = Scope.of("s" + change.nextId(), fail.test(), type.id(), type.hosts());
              for (String host : type.hosts()) {
                over = over.past(host);
              }
              change.fail(over, failure);
            });
    return new Reply.Done();
  }

  /** Records that another extension has turned the test's failure into an abort on a host. */
  public Reply excuse(Command.Excuse excuse) {
    Failure abort = Failure.thrown(excuse.host(), "the test", excuse.abort());
    change
        .scope(excuse.scope())
        .filter(scope -> !abort.fails() && scope.hosts().contains(excuse.host()))
        .ifPresent(
            scope -> {
              change.put(scope.excused(excuse.host(), abort));
              change.settle();
            });
    return new Reply.Done();
  }

  /** Records that a host does not enter a class, a test or a container, or failed there. */
  public Reply stayOut(Command.StayOut report) {
    if (!report.hosts().contains(report.host())) {
      return new Reply.Done(); // no host waits for it there
    }
    String host = report.host();
    Optional<Scope> type = entered(host, report.type(), null);
    if (report.name().equals(report.type())) {
      Scope found =
          type.orElseGet(() -> entries.toEnter(host, report.name(), null, report.hosts()));
      breakFor(host, found, null, report.why());
    } else {
      type.filter(parent -> !isKnown(report, parent))
          .ifPresent(parent -> breakFor(host, test(report, parent), parent.id(), report.why()));
    }
    return new Reply.Done();
  }

  private Scope test(Command.StayOut report, Scope parent) {
    return entered(report.host(), report.name(), parent.id())
        .orElseGet(
            () -> entries.toEnter(report.host(), report.name(), parent.id(), parent.hosts()));
  }

  private void breakFor(String host, Scope found, @Nullable String within, Failure why) {
    entries.leave(host, within);
    boolean echo = why instanceof Failure.Thrown && !why.isOf(host);
    Scope passed = echo ? found.failed(why).past(host) : found.past(host); // the host threw it
    change.fail(why.fails() ? passed : passed.missed(host), why);
  }

  /**
   * Returns whether the host has reported that already, as when a container's own method failed; a
   * failure after an abort is a new report.
   */
  private boolean isKnown(Command.StayOut report, Scope parent) {
    return change.state().scopes().values().stream()
        .filter(each -> Entries.isOf(parent.id(), report.name(), each))
        .map(Scope::failure)
        .anyMatch(
            failure ->
                failure != null
                    && failure.isOf(report.host())
                    && !report.why().prevailsOver(failure));
  }

  /** Returns the execution that the host is in, or was in last. */
  private Optional<Scope> entered(String host, String name, @Nullable String parent) {
    return change.state().scopes().values().stream()
        .filter(each -> Entries.isOf(parent, name, each))
        .filter(each -> each.entered().contains(host) && !each.past().contains(host))
        .reduce((first, second) -> second);
  }
}
