package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.spi.MigrationSettings;

/**
 * What one migration is to do.
 *
 * @param number its number in the test, from 1
 * @param vms the machines, all on {@code source}
 */
record MigrationPlan(
    int number,
    List<ManagedVm> vms,
    String source,
    String destination,
    MigrationSettings settings,
    MigrationOutcome expected,
    Duration timeout,
    @Nullable MigrationStep startWork,
    @Nullable MigrationStep checkWork,
    @Nullable MigrationStep checkSource,
    MigrationHooks hooks) {

  /** {@code migration #1}: the lane's name. */
  String title() {
    return "migration #" + number;
  }

  /** {@code vm1, vm2: source -> destination}. */
  String route() {
    return vms.stream().map(ManagedVm::name).collect(Collectors.joining(", "))
        + ": "
        + source
        + " -> "
        + destination;
  }

  /** What must be the same on every host, for a person to compare. */
  String text() {
    StringBuilder text = new StringBuilder(route());
    text.append(", expected ").append(expected).append(", timeout ").append(Durations.format(timeout));
    settings.maxBandwidth().ifPresent(b -> text.append(", bandwidth ").append(b).append(" B/s"));
    settings.downtimeLimit().ifPresent(d -> text.append(", downtime limit ").append(Durations.format(d)));
    return text.toString();
  }

  List<String> pair() {
    return Stream.of(source, destination).distinct().toList();
  }
}
