package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.migration.TestContext;
import org.multihost.migration.internal.wire.ExchangedValue;

/**
 * The rendezvous of the test's own code, in the lane of the test's own thread. Other threads, such
 * as those of a migration's steps, wait beside that lane.
 */
final class UserRendezvous implements Rendezvous {

  private final TestScope scope;
  private final TestValues values;
  private final Supplier<Thread> own;
  private final TestContext test;
  private final HostsView hosts;
  private final Timeouts timeouts;
  private final List<Class<?>> testClasses;

  /**
   * @param own supplies the test's own thread
   * @param testClasses the classes whose packages' records and enums can be exchanged
   */
  UserRendezvous(
      TestScope scope, Supplier<Thread> own, TestContext test, List<Class<?>> testClasses) {
    this.scope = scope;
    this.values = scope.values();
    this.own = own;
    this.test = test;
    this.hosts = test.hosts();
    this.timeouts = test.settings().timeouts();
    this.testClasses = testClasses;
  }

  private boolean isOwnThread() {
    return Thread.currentThread() == own.get();
  }

  private Lane lane() {
    return isOwnThread() ? scope.main() : scope.beside();
  }

  private <T> T waiting(String where, Supplier<T> wait) {
    return test.ownWaits().run(where, wait);
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
    List<String> met = hosts.names().stream().filter(who::contains).toList();
    waiting(
        "at barrier [" + name + "]",
        () -> {
          lane().barrier(name, "", met, timeout);
          return met;
        });
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends @Nullable Object> Map<String, T> exchange(String name, T value) {
    ExchangedValue handed = new ExchangedValue(name, testClasses);
    String own = handed.write(value);
    Map<String, String> texts =
        waiting(
            "at the exchange of [" + name + "]",
            () -> lane().exchange(name, "", own, hosts.names(), timeouts.barrier()));
    Map<String, T> all = new LinkedHashMap<>();
    texts.forEach((host, json) -> all.put(host, (T) handed.readBeside(value, json)));
    return all;
  }

  @Override
  public void publish(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot publish null as [%s]; publish an Optional instead".formatted(name));
    }
    String json = new ExchangedValue(name, testClasses).write(value);
    test.ownWaits().admit("publish [" + name + "]", () -> {});
    values.publish(name, json);
  }

  @Override
  public <T> T await(String name, Class<T> type) {
    Duration limit = timeouts.handoff();
    String json =
        waiting(
            "for the value [" + name + "]",
            () -> isOwnThread() ? values.await(name, limit) : values.awaitBeside(name, limit));
    return new ExchangedValue(name, testClasses).read(type, json);
  }
}
