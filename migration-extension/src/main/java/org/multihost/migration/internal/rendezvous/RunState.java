package org.multihost.migration.internal.rendezvous;

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
 * @param revision grows by one at every change
 * @param lastId the number in the last id given to a scope or gathering
 * @param hosts by name
 * @param scopes the classes and tests, by id, oldest first
 * @param gatherings the barriers where hosts wait, by id
 */
record RunState(
    String runId,
    String latchKind,
    long revision,
    long lastId,
    Map<String, HostState> hosts,
    Map<String, Scope> scopes,
    Map<String, Gathering> gatherings) {

  RunState {
    hosts = Copies.of(hosts);
    scopes = Copies.of(scopes);
    gatherings = Copies.of(gatherings);
  }

  /** The next state, and what is answered to the one that asked. */
  record Step(RunState state, Reply reply) {}

  static RunState initial(String runId, String latchKind) {
    return new RunState(runId, latchKind, 0, 0, Map.of(), Map.of(), Map.of());
  }

  /**
   * Applies a command.
   *
   * @param now milliseconds of the coordinator's clock
   */
  Step apply(Command command, long now) {
    Transition transition = new Transition(this, now);
    Reply reply = command.applyTo(transition);
    RunState next = transition.state();
    RunState numbered =
        new RunState(
            runId, latchKind, revision + 1, next.lastId, next.hosts, next.scopes, next.gatherings);
    return new Step(numbered, reply.at(numbered.revision));
  }

  /** Why the scope is broken: its own failure, its class's, or a host that is gone. */
  Optional<Failure> brokenBy(@Nullable Scope scope) {
    if (scope == null) {
      return Optional.empty();
    }
    Scope parent = scope.parent() == null ? null : scopes.get(scope.parent());
    return Stream.of(
            Optional.ofNullable(scope.failure()),
            Optional.ofNullable(parent == null ? null : parent.failure()),
            gone(scope))
        .flatMap(Optional::stream)
        .reduce((first, later) -> later.prevailsOver(first) ? later : first);
  }

  /** A host that has gone before it was through with the scope. */
  Optional<Failure> gone(@Nullable Scope scope) {
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

  RunState with(String name, HostState host) {
    return new RunState(
        runId, latchKind, revision, lastId, Copies.with(hosts, name, host), scopes, gatherings);
  }

  RunState without(String host) {
    return new RunState(
        runId, latchKind, revision, lastId, Copies.without(hosts, host), scopes, gatherings);
  }

  RunState with(Scope scope) {
    return new RunState(
        runId,
        latchKind,
        revision,
        lastId,
        hosts,
        Copies.with(scopes, scope.id(), scope),
        gatherings);
  }

  RunState with(Gathering gathering) {
    return new RunState(
        runId,
        latchKind,
        revision,
        lastId,
        hosts,
        scopes,
        Copies.with(gatherings, gathering.id(), gathering));
  }

  RunState without(Gathering gathering) {
    return new RunState(
        runId,
        latchKind,
        revision,
        lastId,
        hosts,
        scopes,
        Copies.without(gatherings, gathering.id()));
  }

  RunState without(Scope scope) {
    Map<String, Gathering> rest = new LinkedHashMap<>(gatherings);
    rest.values().removeIf(each -> each.scope().equals(scope.id()));
    return new RunState(
        runId, latchKind, revision, lastId, hosts, Copies.without(scopes, scope.id()), rest);
  }

  RunState withLastId(long id) {
    return new RunState(runId, latchKind, revision, id, hosts, scopes, gatherings);
  }
}
