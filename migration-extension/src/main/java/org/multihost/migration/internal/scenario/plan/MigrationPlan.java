package org.multihost.migration.internal.scenario.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.HostRole;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.MigrationSettings;

/**
 * The plan of one migration.
 *
 * @param number its number in the test, from 1
 * @param vms the VMs that migrate, all on {@code source}
 * @param settings the settings for the hypervisor
 * @param timeout the timeout of the phase MIGRATE
 * @param timeouts all other timeouts
 */
public record MigrationPlan(
    int number,
    List<ManagedVm> vms,
    String source,
    String destination,
    MigrationSettings settings,
    MigrationVariant manner,
    MigrationSteps steps,
    Expectation expected,
    Duration timeout,
    Timeouts timeouts) {

  /** Returns {@code migration #1}; a migration in the background has a lane of that name. */
  public String title() {
    return "migration #" + number;
  }

  /** Returns the route, as {@code vm1, vm2: source -> destination}. */
  public String route() {
    return vms.stream().map(ManagedVm::name).collect(Collectors.joining(", "))
        + ": "
        + source
        + " -> "
        + destination;
  }

  /** Returns the facts that must be the same on every host, as text for the user to compare. */
  public String text() {
    StringBuilder text = new StringBuilder(route());
    text.append(", expected ")
        .append(expected.text())
        .append(", timeout ")
        .append(Durations.format(timeout));
    if (!(settings.transport() instanceof Transport.Tcp)) {
      text.append(", transport ").append(settings.transport());
    }
    settings.maxBandwidth().ifPresent(b -> text.append(", bandwidth ").append(b).append(" B/s"));
    settings
        .downtimeLimit()
        .ifPresent(d -> text.append(", downtime limit ").append(Durations.format(d)));
    new TreeMap<>(settings.capabilities())
        .forEach((name, on) -> text.append(", ").append(name).append(on ? " on" : " off"));
    new TreeMap<>(settings.parameters())
        .forEach((name, value) -> text.append(", ").append(name).append(" ").append(value));
    settings.options().features().stream()
        .sorted()
        .forEach(feature -> text.append(", ").append(feature));
    settings
        .options()
        .channels()
        .ifPresent(
            by ->
                text.append(", ")
                    .append(by.count())
                    .append(" channels")
                    .append(by.compression().map(c -> " " + c).orElse("")));
    return text.append(manner.text()).toString();
  }

  /** Returns the role of a host of the test in this migration. */
  public HostRole roleOf(String host) {
    if (host.equals(source)) {
      return HostRole.SOURCE;
    }
    return host.equals(destination) ? HostRole.DESTINATION : HostRole.BYSTANDER;
  }

  public List<String> pair() {
    return Stream.of(source, destination).distinct().toList();
  }

  /** Returns whether the VMs' two processes are connected only by a file. */
  public boolean throughFile() {
    return settings.transport() instanceof Transport.File;
  }

  /** Returns the files that the VMs pass through. */
  public List<Path> files() {
    return vms.stream().flatMap(vm -> fileOf(vm).stream()).toList();
  }

  /** Returns the file that a VM passes through, if it does. */
  public Optional<Path> fileOf(ManagedVm vm) {
    return settingsOf(vm).transport() instanceof Transport.File file
        ? Optional.of(file.path())
        : Optional.empty();
  }

  /** Returns the settings for one of the VMs on this host. */
  public MigrationSettings settingsOf(ManagedVm vm) {
    Transport own = new VmTransport(vm, vms.size() > 1).filled(settings.transport());
    return own.equals(settings.transport()) ? settings : settings.over(own);
  }

  /**
   * Returns the settings for one of the VMs on the destination.
   *
   * @param file the source's file, which both hosts share, unless it is sent to this host
   */
  public MigrationSettings settingsOf(ManagedVm vm, Optional<Path> file) {
    MigrationSettings here = settingsOf(vm);
    return file.filter(path -> manner.sent().isEmpty())
        .map(path -> here.over(new Transport.File(path)))
        .orElse(here);
  }

  /** Returns the arguments that are added to a VM's command line on this host. */
  public List<String> argumentsOf(ManagedVm vm) {
    return manner.argumentsOf(vm).stream().map(vm::filled).toList();
  }

  /** Returns the figures that bound the steps of the migration. */
  public WaitBounds waitBounds() {
    boolean late = throughFile() || !manner.waiting();
    return new WaitBounds(
        timeouts,
        vms.size(),
        timeout.plus(manner.delay().orElse(Duration.ZERO)),
        late ? timeout : Duration.ZERO);
  }
}
