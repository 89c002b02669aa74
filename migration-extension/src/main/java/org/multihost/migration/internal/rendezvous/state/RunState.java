package org.multihost.migration.internal.rendezvous.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the hosts of a run know in common: who takes part, where each is, what has failed.
 *
 * <p>Immutable and pure: {@link #apply} gives the next state; the clock is passed in, and nothing
 * here knows Hazelcast.
 *
 * @param runId the run's id
 * @param latchKind what the barriers are released by
 * @param closing whether the coordinator ends as soon as the hosts have left
 * @param revision grows by one at every change
 * @param lastId the number in the last id given to a scope or gathering
 * @param hosts by name
 * @param scopes the classes and tests, by id, oldest first
 * @param gatherings the barriers where hosts wait, by id
 */
public record RunState(
    String runId,
    String latchKind,
    boolean closing,
    long revision,
    long lastId,
    Map<String, HostState> hosts,
    Map<String, Scope> scopes,
    Map<String, Barrier> gatherings) {

  public RunState {
    hosts = OrderedCopies.of(hosts);
    scopes = OrderedCopies.of(scopes);
    gatherings = OrderedCopies.of(gatherings);
  }

  /** The next state, and what is answered to the one that asked. */
  public record Step(RunState state, Reply reply) {}

  public static RunState initial(String runId, String latchKind) {
    return new RunState(runId, latchKind, false, 0, 0, Map.of(), Map.of(), Map.of());
  }

  /**
   * Applies a command.
   *
   * @param now milliseconds of the coordinator's clock
   */
  public Step apply(Command command, long now) {
    Change change = new Change(this, now);
    Reply reply = command.applyTo(change);
    RunState next = change.state().withRevision(revision + 1);
    return new Step(next, reply.at(next.revision));
  }

  /** Why the scope is broken: its own failure, that of what it is in, or a host that is gone. */
  public Optional<Failure> brokenBy(@Nullable Scope scope) {
    if (scope == null) {
      return Optional.empty();
    }
    return Stream.of(Optional.ofNullable(scope.failure()), enclosingFailure(scope), gone(scope))
        .flatMap(Optional::stream)
        .reduce((first, later) -> later.prevailsOver(first) ? later : first);
  }

  /** What fails around a test after all hosts have finished it is no longer the test's. */
  private Optional<Failure> enclosingFailure(Scope scope) {
    if (scope.parent() == null || scope.isOver()) {
      return Optional.empty();
    }
    return Stream.concat(
            Stream.ofNullable(scopes.get(scope.parent())),
            scopes.values().stream().filter(each -> each.encloses(scope)))
        .flatMap(each -> Stream.ofNullable(each.failure()))
        .findFirst();
  }

  /** A host that has gone before it was through with the scope. */
  public Optional<Failure> gone(@Nullable Scope scope) {
    if (scope == null) {
      return Optional.empty();
    }
    for (String name : scope.hosts()) {
      HostState host = hosts.get(name);
      if (host != null && host.gone() != null && !scope.left().contains(name)) {
        return Optional.of(Failure.gone(name, host.seen(), host.gone()));
      }
    }
    return Optional.empty();
  }

  /**
   * What makes a class that is over a failure for a host: that the class failed elsewhere, or that
   * something in it failed which this host has not met in a test of its own.
   */
  public Optional<Failure> failureAround(String host, Scope type) {
    return Stream.concat(
            Stream.of(type),
            scopes.values().stream()
                .filter(each -> type.id().equals(each.parent()) && !each.isKnownTo(host)))
        .map(Scope::failure)
        .filter(failure -> failure != null && failure.fails() && !failure.host().equals(host))
        .findFirst();
  }

  /**
   * How much longer a barrier is waited for because each host that is missing there is in another
   * class, and goes on in it; not positive if one of them is not.
   *
   * @param stepMillis how long a host may take from one step to the next
   */
  long remainingStep(Barrier gathering, long stepMillis, long now) {
    return gathering.missing(scopes.get(gathering.scope())).stream()
        .mapToLong(host -> stepStartedAt(host).map(start -> start + stepMillis - now).orElse(0L))
        .min()
        .orElse(0);
  }

  /** When the host began what it does now, if it is in a class. */
  private Optional<Long> stepStartedAt(String host) {
    boolean inClass =
        scopes.values().stream()
            .filter(scope -> !scope.isTest())
            .anyMatch(type -> type.entered().contains(host) && !type.past().contains(host));
    return Optional.ofNullable(hosts.get(host))
        .filter(state -> inClass && !state.isGone())
        .map(HostState::seenAt);
  }

  public boolean isGone(String name) {
    HostState host = hosts.get(name);
    return host != null && host.isGone();
  }

  /** Whether all who joined have gone, and nobody will come any more. */
  boolean isDeserted() {
    return closing && hosts.values().stream().allMatch(HostState::isGone);
  }

  public RunState with(String name, HostState host) {
    return with(OrderedCopies.with(hosts, name, host), scopes, gatherings);
  }

  public RunState without(String host) {
    return with(OrderedCopies.without(hosts, host), scopes, gatherings);
  }

  public RunState with(Scope scope) {
    return with(hosts, OrderedCopies.with(scopes, scope.id(), scope), gatherings);
  }

  public RunState with(Barrier gathering) {
    return with(hosts, scopes, OrderedCopies.with(gatherings, gathering.id(), gathering));
  }

  public RunState without(Barrier gathering) {
    return with(hosts, scopes, OrderedCopies.without(gatherings, gathering.id()));
  }

  /** Without the scope, what is in it, and the barriers there. */
  public RunState without(Scope scope) {
    Map<String, Scope> scopesLeft = new LinkedHashMap<>(scopes);
    scopesLeft.values().removeIf(each -> each.equals(scope) || scope.id().equals(each.parent()));
    Map<String, Barrier> gatheringsLeft = new LinkedHashMap<>(gatherings);
    gatheringsLeft.values().removeIf(each -> !scopesLeft.containsKey(each.scope()));
    return with(hosts, scopesLeft, gatheringsLeft);
  }

  private RunState with(
      Map<String, HostState> newHosts,
      Map<String, Scope> newScopes,
      Map<String, Barrier> newGatherings) {
    return new RunState(
        runId, latchKind, closing, revision, lastId, newHosts, newScopes, newGatherings);
  }

  RunState withLastId(long id) {
    return new RunState(runId, latchKind, closing, revision, id, hosts, scopes, gatherings);
  }

  private RunState withRevision(long next) {
    return new RunState(runId, latchKind, closing, next, lastId, hosts, scopes, gatherings);
  }

  public RunState closed() {
    return new RunState(runId, latchKind, true, revision, lastId, hosts, scopes, gatherings);
  }
}
