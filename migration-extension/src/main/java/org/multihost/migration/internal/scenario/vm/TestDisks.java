package org.multihost.migration.internal.scenario.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.DiskSettings;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.VmSpec;

/**
 * The disks that are made for one test. The first host clones shared disks before the VMs start,
 * all hosts use them, and the first host removes them. Where the hosts share no disks, each of them
 * has a directory for its own.
 */
public final class TestDisks {

  private static final String PHASE = MigrationPhase.PREPARE_DISKS + " of the test";
  private static final String OWN_DISKS = MigrationPhase.PREPARE_DISKS + " of each host";

  private final DiskSettings settings;
  private final OwnedDirectories.OfRun directories;
  private final TestVms vms;
  private final HostsView hosts;
  private final HostConsole console;
  private @Nullable OwnedDirectory directory; // guarded by this

  /** Creates no disks yet. */
  public TestDisks(
      DiskSettings settings,
      OwnedDirectories.OfRun directories,
      TestVms vms,
      HostsView hosts,
      HostConsole console) {
    this.settings = settings;
    this.directories = directories;
    this.vms = vms;
    this.hosts = hosts;
    this.console = console;
  }

  /**
   * Returns when every host has the clones, and a directory for the disks that it does not share;
   * at once if the test has none.
   */
  public void prepare(Lane lane, Timeouts timeouts) {
    List<ManagedVm> mirrored = vms.mirrored();
    if (!mirrored.isEmpty()) {
      Duration limit = HostWait.DISKS_OF_TEST.limit(WaitBounds.of(timeouts, mirrored.size()));
      mirrored.forEach(vm -> makeOwn(vm, timeouts.disks()));
      lane.barrier(OWN_DISKS, "", hosts.names(), limit);
    }
    prepareShared(lane, timeouts);
  }

  /** The home alone has the disks of such a VM, and clones them for itself. */
  private synchronized void makeOwn(ManagedVm vm, Duration limit) {
    Path own = directory().path();
    VmSpec spec = vm.spec();
    if (spec.drives().diskClone() != CloneDisks.NONE) {
      spec =
          hosts.isSelf(vm.host())
              ? vms.driver().cloneDisks(spec, own, limit)
              : spec.toBuilder().cloneDisks(CloneDisks.NONE).build();
    }
    vm.use(spec.toBuilder().copies(Optional.of(own)).build());
  }

  private synchronized OwnedDirectory directory() {
    OwnedDirectory known = directory;
    if (known == null) {
      known = directories.create(settings.directory(), "disks, as set by [multihost.disks.dir]");
      directory = known;
    }
    return known;
  }

  private void prepareShared(Lane lane, Timeouts timeouts) {
    List<ManagedVm> cloned = vms.cloned();
    if (cloned.isEmpty()) {
      return;
    }
    Duration limit = HostWait.DISKS_OF_TEST.limit(WaitBounds.of(timeouts, cloned.size()));
    if (hosts.isSelf(hosts.master())) {
      lane.publish(PHASE, Json.write(make(cloned, timeouts.disks())));
    } else {
      use(cloned, Json.read(lane.await(PHASE, limit), Handover.Disks.class));
    }
    lane.barrier(PHASE, "", hosts.names(), limit);
  }

  private synchronized Handover.Disks make(List<ManagedVm> cloned, Duration limitPerVm) {
    long start = System.nanoTime();
    OwnedDirectory made = directory();
    Map<String, Handover.ClonedDisks> clones = new LinkedHashMap<>();
    for (ManagedVm vm : cloned) {
      VmSpec spec = vms.driver().cloneDisks(vm.spec(), made.path(), limitPerVm);
      vm.use(spec);
      clones.put(vm.name(), new Handover.ClonedDisks(spec.image(), spec.drives().disks()));
    }
    console.say(
        "%-16s %s, clones for %s in [%s]"
            .formatted(
                MigrationPhase.PREPARE_DISKS,
                Durations.format(Duration.ofNanos(System.nanoTime() - start)),
                clones.keySet(),
                made.path()));
    return new Handover.Disks(clones);
  }

  private void use(List<ManagedVm> cloned, Handover.Disks made) {
    for (ManagedVm vm : cloned) {
      Handover.ClonedDisks clones = Objects.requireNonNull(made.clones().get(vm.name()));
      VmSpec spec = vm.spec().withDisks(clones.image(), clones.disks());
      try {
        vms.driver().verify(spec);
      } catch (MultihostConfigurationException unseen) {
        throw new MultihostConfigurationException(
            ("Host [%s] does not see the disks that the first host [%s] has made; set"
                    + " [multihost.disks.dir] to a directory that all hosts share, and start all hosts as the same user: %s")
                .formatted(hosts.self(), hosts.master(), unseen.getMessage()),
            unseen);
      }
      vm.use(spec);
    }
  }

  /** Removes the clones that this host has made, or keeps those of a failed test. */
  public synchronized void end(boolean failed) {
    OwnedDirectory made = directory;
    directory = null;
    if (made != null && failed && settings.keep() == DiskSettings.Keep.ON_FAILURE) {
      made.keep();
      console.say(
          "The test has failed: its disks are kept in [%1$s]; %2$sremove them with [rm -r %1$s]"
              .formatted(
                  made.path(),
                  vms.driver().diskInstructions().map(text -> text + ", ").orElse("")));
    } else if (made != null) {
      made.close();
    }
  }
}
