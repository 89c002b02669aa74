package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/**
 * In which manner a migration is done, beside what the hypervisor is told.
 *
 * @param offline whether the machines are paused before
 * @param waiting whether the source's phase MIGRATE lasts until the end
 * @param delay before the start
 * @param proxied whether the stream passes through a proxy of the source
 * @param cancelAfter so long after the start
 * @param cancelWhen at the first progress that this accepts
 * @param sent how the files of a migration through a file get to the destination; empty if both
 *     hosts see the same
 * @param arguments what is added to the command lines at the destination, by machine
 */
public record MigrationVariant(
    boolean offline,
    boolean waiting,
    Optional<Duration> delay,
    boolean proxied,
    Optional<Duration> cancelAfter,
    Optional<Predicate<MigrationProgress>> cancelWhen,
    Optional<SshTarget> sent,
    Map<String, List<String>> arguments) {

  public MigrationVariant {
    arguments = Map.copyOf(arguments);
  }

  public List<String> argumentsOf(ManagedVm vm) {
    return arguments.getOrDefault(vm.name(), List.of());
  }

  /** What differs from the plain case, for a person to compare. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(offline ? ", offline" : "").append(waiting ? "" : ", not waiting");
    text.append(proxied ? ", through a proxy" : "");
    delay.ifPresent(d -> text.append(", delayed by ").append(d.toMillis()).append(" ms"));
    cancelAfter.ifPresent(
        d -> text.append(", cancelled after ").append(d.toMillis()).append(" ms"));
    text.append(cancelWhen.isPresent() ? ", cancelled by a condition" : "");
    text.append(sent.isPresent() ? ", sent by SSH" : "");
    text.append(arguments.isEmpty() ? "" : ", arguments " + new java.util.TreeMap<>(arguments));
    return text.toString();
  }
}
