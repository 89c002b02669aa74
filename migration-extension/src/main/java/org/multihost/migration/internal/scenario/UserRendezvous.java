package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.wire.Json;

/** The rendezvous of the test's own code, in the lane of the test's own thread. */
final class UserRendezvous implements Rendezvous {

  private final Lane lane;
  private final HostsView hosts;
  private final Timeouts timeouts;

  UserRendezvous(Lane lane, HostsView hosts, Timeouts timeouts) {
    this.lane = lane;
    this.hosts = hosts;
    this.timeouts = timeouts;
  }

  @Override
  public void barrier(String name) {
    barrier(name, timeouts.barrier());
  }

  @Override
  public void barrier(String name, Duration timeout, String... some) {
    List<String> who = some.length == 0 ? hosts.names() : List.of(some);
    who.forEach(hosts::verified);
    if (!who.contains(hosts.self())) {
      throw new IllegalArgumentException(
          "Host [%s] is at barrier [%s] of %s, but it is none of them; keep it away with if (hosts.isSelf(…))"
              .formatted(hosts.self(), name, who));
    }
    lane.barrier(name, "", hosts.names().stream().filter(who::contains).toList(), timeout);
  }

  @Override
  public <T> Map<String, T> exchange(String name, T value) {
    Class<T> type = HandedValue.typeOf(value);
    Map<String, String> texts =
        lane.exchange(name, "", HandedValue.write(name, value), hosts.names(), timeouts.barrier());
    Map<String, T> values = new LinkedHashMap<>();
    texts.forEach((host, json) -> values.put(host, Json.read(json, type)));
    return values;
  }

  @Override
  public void publish(String name, Object value) {
    lane.publish(userName(name), HandedValue.write(name, value));
  }

  @Override
  public <T> T await(String name, Class<T> type) {
    return Json.read(lane.await(userName(name), timeouts.handoff()), type);
  }

  /** Never one of the scenario's own names. */
  private static String userName(String name) {
    return "user:" + name;
  }
}
