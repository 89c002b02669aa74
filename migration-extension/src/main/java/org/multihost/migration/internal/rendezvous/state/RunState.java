package org.multihost.migration.internal.rendezvous.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that the hosts of a run share: which hosts take part, where each host is, and what has
 * failed.
 *
 * <p>Immutable and pure: {@link #apply} returns the next state, the clock is passed in, and nothing
 * here depends on Hazelcast.
 *
 * @param runId the run's id
 * @param closing whether the coordinator ends as soon as the hosts have left
 * @param revision the number of the state, incremented by every change
 * @param lastId the last number given to a scope, a barrier or a doubt
 * @param hosts the hosts, by name
 * @param scopes the classes, tests and containers, by id, oldest first
 * @param barriers the barriers and values that hosts wait for, by id
 */
public record RunState(
    String runId,
    boolean closing,
    long revision,
    long lastId,
    Map<String, HostState> hosts,
    Map<String, Scope> scopes,
    Map<String, Barrier> barriers) {

  public RunState {
    hosts = OrderedCopies.of(hosts);
    scopes = OrderedCopies.of(scopes);
    barriers = OrderedCopies.of(barriers);
  }

  /** The next state, and the reply to the command. */
  public record Step(RunState state, Reply reply) {}

  public static RunState initial(String runId) {
    return new RunState(runId, false, 0, 0, Map.of(), Map.of(), Map.of());
  }

  /**
   * Applies a command.
   *
   * @param now the time of the coordinator's clock, in milliseconds
   */
  public Step apply(Command command, long now) {
    Change change = new Change(this, now);
    Reply reply = command.applyTo(change);
    RunState next = change.state().withRevision(revision + 1);
    return new Step(next, reply.at(next.revision));
  }

  /**
   * Returns the failure that breaks the scope: its own, that of an enclosing scope, or the
   * departure of a host.
   */
  public Optional<Failure> brokenBy(@Nullable Scope scope) {
    if (scope == null) {
      return Optional.empty();
    }
    return Stream.of(Optional.ofNullable(scope.failure()), enclosingFailure(scope), gone(scope))
        .flatMap(Optional::stream)
        .reduce((first, later) -> later.prevailsOver(first) ? later : first);
  }

  /**
   * Returns the failure of an enclosing scope, which is not the test's own once all hosts have
   * finished the test.
   */
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

  /** Returns the departure of a host that had finished neither the scope nor its class. */
  public Optional<Failure> gone(@Nullable Scope scope) {
    if (scope == null) {
      return Optional.empty();
    }
    for (String name : scope.hosts()) {
      HostState host = hosts.get(name);
      if (host != null && host.gone() != null && !hasLeft(name, scope)) {
        return Optional.of(new Failure.Lost(name, host.gone()));
      }
    }
    return Optional.empty();
  }

  /** Returns whether the host has left the scope, or the class that the scope is in. */
  private boolean hasLeft(String host, Scope scope) {
    Scope type = scope.parent() == null ? null : scopes.get(scope.parent());
    return scope.left().contains(host) || type != null && type.left().contains(host);
  }

  /**
   * Returns the failure with which a finished class fails on a host: a failure of the class on
   * another host, or a failure in the class that this host has not thrown in a test of its own.
   */
  public Optional<Failure> failureAround(String host, Scope type) {
    return Stream.concat(
            Stream.of(type),
            scopes.values().stream()
                .filter(each -> type.id().equals(each.parent()) && !each.isKnownTo(host)))
        .map(Scope::failure)
        .filter(failure -> failure != null && failure.fails() && !failure.isOf(host))
        .findFirst();
  }

  public boolean isGone(String name) {
    HostState host = hosts.get(name);
    return host != null && host.isGone();
  }

  /** Returns whether all hosts that joined have gone, and no more can join. */
  boolean isDeserted() {
    return closing && hosts.values().stream().allMatch(HostState::isGone);
  }

  public RunState with(String name, HostState host) {
    return with(OrderedCopies.with(hosts, name, host), scopes, barriers);
  }

  public RunState without(String host) {
    return with(OrderedCopies.without(hosts, host), scopes, barriers);
  }

  public RunState with(Scope scope) {
    return with(hosts, OrderedCopies.with(scopes, scope.id(), scope), barriers);
  }

  public RunState with(Barrier barrier) {
    return with(hosts, scopes, OrderedCopies.with(barriers, barrier.id(), barrier));
  }

  public RunState without(Barrier barrier) {
    return with(hosts, scopes, OrderedCopies.without(barriers, barrier.id()));
  }

  /** Returns the state without the scope, the scopes in it, and their barriers. */
  public RunState without(Scope scope) {
    Map<String, Scope> scopesLeft = new LinkedHashMap<>(scopes);
    scopesLeft.values().removeIf(each -> each.equals(scope) || scope.id().equals(each.parent()));
    Map<String, Barrier> barriersLeft = new LinkedHashMap<>(barriers);
    barriersLeft.values().removeIf(each -> !scopesLeft.containsKey(each.scope()));
    return with(hosts, scopesLeft, barriersLeft);
  }

  private RunState with(
      Map<String, HostState> newHosts,
      Map<String, Scope> newScopes,
      Map<String, Barrier> newBarriers) {
    return new RunState(runId, closing, revision, lastId, newHosts, newScopes, newBarriers);
  }

  RunState withLastId(long id) {
    return new RunState(runId, closing, revision, id, hosts, scopes, barriers);
  }

  private RunState withRevision(long next) {
    return new RunState(runId, closing, next, lastId, hosts, scopes, barriers);
  }

  public RunState closed() {
    return new RunState(runId, true, revision, lastId, hosts, scopes, barriers);
  }
}
