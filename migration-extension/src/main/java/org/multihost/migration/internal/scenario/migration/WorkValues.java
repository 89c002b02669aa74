package org.multihost.migration.internal.scenario.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.Journal;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.wire.ExchangedValue;
import org.multihost.migration.internal.wire.Json;

/**
 * The values that the steps of a test's migrations put. Each VM has a journal of its own, which
 * grows from one of its migrations to the next. Safe for use by several threads.
 */
public final class WorkValues {

  /**
   * A value that a step has put.
   *
   * @param migration the number of its migration
   * @param step the phase of that migration in which the host put it
   */
  record Put(String name, String host, int migration, String step, String json) {

    private boolean isBeside(Put other) {
      return name.equals(other.name) && step.equals(other.step) && !host.equals(other.host);
    }

    @Override
    public String toString() {
      return "[%s] by host [%s] in [%s]".formatted(name, host, step);
    }
  }

  private final Function<String, Journal> journals;
  private final String self;
  private final List<Class<?>> testClasses;
  private final Map<String, History> histories = new ConcurrentHashMap<>();

  /**
   * @param journals opens the journal of a name
   * @param testClasses the classes whose packages' records and enums are known
   */
  public WorkValues(Function<String, Journal> journals, String self, List<Class<?>> testClasses) {
    this.journals = journals;
    this.self = self;
    this.testClasses = testClasses;
  }

  /** The values of one VM, as far as this host has read its journal. */
  private static final class History {
    private final Journal journal;
    private final List<Put> puts = new ArrayList<>(); // guarded by this

    History(Journal journal) {
      this.journal = journal;
    }

    /** Returns the last value of each name. */
    synchronized Map<String, Put> latest() {
      catchUp();
      Map<String, Put> latest = new LinkedHashMap<>();
      puts.forEach(each -> latest.put(each.name(), each));
      return latest;
    }

    private void catchUp() {
      for (Optional<String> next = journal.at(puts.size());
          next.isPresent();
          next = journal.at(puts.size())) {
        puts.add(Json.read(next.get(), Put.class));
      }
    }

    synchronized void append(Put put) {
      do {
        catchUp();
        verify(put);
      } while (!journal.append(puts.size(), Json.write(put)));
      puts.add(put);
    }

    private void verify(Put put) {
      puts.stream()
          .filter(put::isBeside)
          .findFirst()
          .ifPresent(
              other -> {
                throw new IllegalStateException(
                    "Two hosts put the value [%s] in [%s], [%s] and [%s], so that neither is the later one; put it on one of them, or under two names"
                        .formatted(put.name(), put.step(), other.host(), put.host()));
              });
    }
  }

  private History history(ManagedVm vm) {
    return histories.computeIfAbsent(
        vm.name(), name -> new History(journals.apply("work of " + name)));
  }

  /** Puts a value for the VMs of a migration. */
  void put(MigrationPlan plan, String step, String name, @Nullable Object value) {
    Objects.requireNonNull(name, "name");
    String json = new ExchangedValue(name, testClasses).write(value);
    Put put = new Put(name, self, plan.number(), step, json);
    plan.vms().forEach(vm -> history(vm).append(put));
  }

  /** Returns the value of that name that was put last for one of the VMs of a migration. */
  <T extends @Nullable Object> T get(MigrationPlan plan, String step, String name, Class<T> type) {
    List<Map<String, Put>> known = plan.vms().stream().map(vm -> history(vm).latest()).toList();
    Put last =
        known.stream()
            .map(latest -> latest.get(name))
            .filter(Objects::nonNull)
            .max(Comparator.comparingInt(Put::migration))
            .orElseThrow(() -> absent(plan, step, name, known));
    return new ExchangedValue(name, testClasses).readNullable(type, last.json());
  }

  private IllegalStateException absent(
      MigrationPlan plan, String step, String name, List<Map<String, Put>> known) {
    List<Put> all = known.stream().flatMap(each -> each.values().stream()).distinct().toList();
    return new IllegalStateException(
        "No step has put the value [%s], which host [%s] asks for in [%s]; put before: %s. A step of the source [%s] or the destination [%s] in an earlier phase, such as startWork on the source, or one of an earlier migration of %s, must call work.put(\"%1$s\", …)"
            .formatted(
                name,
                self,
                step,
                all.isEmpty() ? "nothing" : all,
                plan.source(),
                plan.destination(),
                plan.vms().stream().map(ManagedVm::name).toList()));
  }
}
