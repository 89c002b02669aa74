package org.multihost.migration.internal.record;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.multihost.migration.internal.rendezvous.Lane;

/** A lane whose waits at barriers are recorded. */
record RecordedLane(Lane lane, Recording recording) implements Lane {

  @Override
  public String name() {
    return lane.name();
  }

  @Override
  public void barrier(String name, String plan, List<String> hosts, Duration timeout) {
    recording.barrier(
        name,
        hosts,
        () -> {
          lane.barrier(name, plan, hosts, timeout);
          return name;
        });
  }

  @Override
  public void publish(String name, String json) {
    lane.publish(name, json);
  }

  @Override
  public String await(String name, Duration timeout) {
    return lane.await(name, timeout);
  }

  @Override
  public Map<String, String> exchange(
      String name, String plan, String json, List<String> hosts, Duration timeout) {
    Supplier<Map<String, String>> exchange = () -> lane.exchange(name, plan, json, hosts, timeout);
    return recording.barrier(name, hosts, exchange);
  }

  @Override
  public void close() {
    lane.close();
  }
}
