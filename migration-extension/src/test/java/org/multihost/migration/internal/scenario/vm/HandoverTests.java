package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MemoryVerification;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.StatusTime;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmDrives;

/** Each value that hosts hand over arrives as it was sent. */
class HandoverTests {

  private static final VmDrives.Disk FULL =
      new VmDrives.Disk(
          "/d/b", Optional.empty(), DiskBus.SATA, Optional.of("A1"), DiskCache.NONE, true, true);

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");

  private static <T> void assertArrives(T value, Class<T> type) {
    assertThat(Json.read(Json.write(value), type)).isEqualTo(value);
  }

  @Test
  void disks() {
    assertArrives(
        new Handover.Disks(
            Map.of(
                "vm1",
                    new Handover.ClonedDisks(
                        Optional.of("/d/\"boot\""),
                        List.of(FULL, FULL.with("/d/a", Optional.of("qcow2")))),
                "vm2", new Handover.ClonedDisks(Optional.empty(), List.of()))),
        Handover.Disks.class);
  }

  @Test
  void machinesAndEndpoints() {
    assertArrives(
        new Handover.Descriptions(
            Map.of("vm1", "{\"text\": \"of the driver\n\"}"), Map.of("vm1", "/states/vm1")),
        Handover.Descriptions.class);
    assertArrives(
        new Handover.Endpoints(
            Map.of(
                "vm1",
                new MigrationEndpoint(
                    "tcp:[fe80::1%eth0]:49152", Optional.of("the driver's place")),
                "vm2",
                new MigrationEndpoint("unix:/run/vm2"))),
        Handover.Endpoints.class);
  }

  private static final MigrationSide SIDE =
      new MigrationSide(
          new HypervisorFigures(
              OptionalLong.of(7),
              Optional.of(Duration.ofMillis(3)),
              OptionalLong.empty(),
              OptionalLong.of(5),
              OptionalLong.of(0),
              OptionalLong.empty(),
              Optional.empty(),
              Map.of("ram.normal", "5")),
          List.of(new MigrationProgress("active", 2, Duration.ofMillis(5), 10, 20, 30, 4)),
          List.of(new StatusTime("source", "active", NOON)));

  @Test
  void theEndAtTheSource() {
    OutgoingReport whole =
        new OutgoingReport(
            MigrationOutcome.COMPLETED,
            Optional.of(VmState.MIGRATED),
            Optional.of(NOON),
            new OutgoingFigures(
                Duration.ofNanos(1_500_000_001),
                Optional.of(Duration.ofMillis(39)),
                Optional.of(Duration.ZERO),
                OptionalLong.of(1L << 40),
                OptionalLong.of(3),
                SIDE.figures()),
            Optional.empty());
    OutgoingReport bare =
        new OutgoingReport(
            MigrationOutcome.FAILED,
            Optional.empty(),
            Optional.empty(),
            OutgoingFigures.onlyTime(Duration.ofSeconds(1)),
            Optional.of("refused"));
    assertArrives(
        new Handover.Outgoing(
            Map.of("vm1", whole, "vm2", bare),
            Set.of("vm2"),
            Optional.of(new MigrationProgress("active", 2, Duration.ofMillis(5), 10, 20, 30, 4)),
            Map.of("vm1", SIDE)),
        Handover.Outgoing.class);
  }

  @Test
  void theEndAtTheDestination() {
    IncomingReport arrived =
        new IncomingReport(
            MigrationOutcome.COMPLETED, VmState.RUNNING, Optional.of(NOON), Optional.empty());
    assertArrives(
        new Handover.Incoming(
            Map.of(
                "vm1",
                arrived,
                "vm2",
                IncomingReport.absent(VmState.GONE, Optional.of("exit code [1]"))),
            Map.of("vm1", new MemoryVerification(1 << 20, Duration.ofMillis(3))),
            Map.of("vm1", SIDE)),
        Handover.Incoming.class);
  }

  @Test
  void theTimesOfABystanderWhoHasNoResult() {
    assertArrives(
        new Handover.Closing(
            null,
            List.of(new PhaseTime("bystander", MigrationPhase.FINISHED, Duration.ofMillis(7))),
            List.of("startWork")),
        Handover.Closing.class);
  }
}
