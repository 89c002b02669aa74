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
 * The variant of a migration: how it runs, apart from the settings for the hypervisor.
 *
 * @param offline whether the VMs are paused before the migration
 * @param waiting whether the source's phase MIGRATE lasts until the migration ends
 * @param delay the delay before the start
 * @param proxied whether the stream passes through a proxy on the source
 * @param verified whether the guest's memory is verified
 * @param cancelAfter the time after the start at which the migration is cancelled
 * @param cancelWhen the condition that cancels the migration at the first progress that meets it
 * @param sent the SSH target to which the files of a migration through a file are sent; empty if
 *     both hosts share the files
 * @param arguments the arguments that are added to the command lines at the destination, by VM
 */
public record MigrationVariant(
    boolean offline,
    boolean waiting,
    Optional<Duration> delay,
    boolean proxied,
    VerifyMemory verified,
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

  /** Returns what differs from the default variant, as text for the user to compare. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(offline ? ", offline" : "").append(waiting ? "" : ", not waiting");
    text.append(proxied ? ", through a proxy" : "");
    text.append(verified == VerifyMemory.NO ? "" : ", memory verified");
    delay.ifPresent(d -> text.append(", delayed by ").append(d.toMillis()).append(" ms"));
    cancelAfter.ifPresent(
        d -> text.append(", cancelled after ").append(d.toMillis()).append(" ms"));
    text.append(cancelWhen.isPresent() ? ", cancelled by a condition" : "");
    text.append(sent.isPresent() ? ", sent by SSH" : "");
    text.append(arguments.isEmpty() ? "" : ", arguments " + new java.util.TreeMap<>(arguments));
    return text.toString();
  }
}
