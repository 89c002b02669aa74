package org.multihost.migration.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.Transport;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Feature;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/**
 * A driver with the facts and the faults that its contract needs beside the SPI. Each test gets one
 * of its own, and closes it when the test's drivers are closed.
 */
public interface DriverUnderTest extends AutoCloseable {

  /** The time limit of {@link #await} that a driver does not change, in seconds. */
  long LIMIT_SECONDS = 60;

  /**
   * Creates a new driver of a host. The drivers of {@code source} and {@code destination} must be
   * able to migrate to each other; {@code memory.TestHost} is a context for them.
   */
  VirtualMachineDriver create(String host);

  /** Returns the specification of a small VM, which verifies; a test may start several. */
  VmSpec bare(String name);

  /**
   * Returns the arguments of {@link VirtualMachineDriver#startIncoming} with which a guest that ran
   * at the source stays paused at the destination, in the driver's own words.
   */
  List<String> standsStillOnArrival();

  /** Ends the VM's process from outside, as SIGKILL does. */
  void kill(LocalVm vm);

  /** Returns the types of transport that the driver supports; it refuses the others. */
  Set<Class<? extends Transport>> transports();

  /** Whether the driver copies disks in a migration; otherwise it refuses to. */
  default boolean mirrorsDisks() {
    return false;
  }

  /** Returns settings with which a migration of a bare VM stays under way for a minute at least. */
  default MigrationSettings endless() {
    return MigrationSettings.DEFAULT.limited(32 * 1024, Duration.ofMillis(1));
  }

  /** Returns such settings of a postcopy, which stays under way as long. */
  default MigrationSettings endlessPostcopy() {
    return endless().with(Feature.POSTCOPY);
  }

  /** Returns the parameters with which an {@link #endless} migration completes soon, by name. */
  Map<String, Object> parametersThatEndIt();

  /** Returns the names of figures that the driver's hypervisor reports of a completed migration. */
  default Set<String> figures() {
    return Set.of();
  }

  /** Returns the driver's word for the status of a migration that sends the guest's memory. */
  default String statusUnderWay() {
    return "active";
  }

  /** Returns the driver's word for the status of a migration that has completed. */
  default String statusCompleted() {
    return "completed";
  }

  /** Waits for a stage that a driver completes, and fails after a time limit. */
  default <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Removes what the driver under test has made beside its VMs. */
  @Override
  default void close() {}
}
