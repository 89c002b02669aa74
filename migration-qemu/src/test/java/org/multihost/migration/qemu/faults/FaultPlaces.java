package org.multihost.migration.qemu.faults;

import java.util.List;
import java.util.stream.Stream;

/** The hosts that a fault can meet at a point. */
final class FaultPlaces {

  private FaultPlaces() {}

  public static Stream<String> hosts(FaultPoint point, Fault fault) {
    if (point.isStart()) {
      return hostsAtStart(point, fault);
    }
    if (point.isExtension() && !canExtensionMeet(fault)) {
      return Stream.of();
    }
    return switch (fault.kind()) {
      case CODE -> canCodeFail(point, fault) ? point.hosts().stream() : Stream.of();
      case TIME -> SlowStep.of(point).isPresent() ? point.hosts().stream() : Stream.of();
      case OUTCOME ->
          at(point == FaultPoint.MIGRATE, fault == Fault.SOURCE_GOES_ON ? "source" : "destination");
      case COUNT -> at(point == FaultPoint.BEFORE_TEST, "source", "destination", "witness");
      case GUEST -> at(canGuestFail(point, fault), point.guestHost());
      case QEMU -> qemuHosts(point);
      case WORKER -> CellResult.HOSTS.stream();
      case LOG -> goesOn(point, point.hosts());
      case CABLE -> goesOn(point, CellResult.HOSTS);
      case COORDINATOR -> goesOn(point, CellResult.HOSTS.subList(0, 1));
      case CONTROLLER -> goesOn(point, List.of(Fault.CONTROLLER));
      case WORKER_START, HOST_START -> Stream.of();
    };
  }

  private static Stream<String> hostsAtStart(FaultPoint point, Fault fault) {
    boolean canMeet =
        switch (fault.kind()) {
          case WORKER_START, HOST_START -> point == FaultPoint.JOIN;
          default -> point == FaultPoint.START_VM && fault == Fault.DISK_LOCKED;
        };
    return canMeet ? point.hosts().stream() : Stream.of();
  }

  private static boolean canExtensionMeet(Fault fault) {
    return switch (fault.kind()) {
      case COUNT, TIME -> true;
      default -> fault == Fault.ASSERTION || fault == Fault.EXCEPTION;
    };
  }

  private static Stream<String> at(boolean possible, String... hosts) {
    return possible ? Stream.of(hosts) : Stream.of();
  }

  /** Not also after the migration or in postcopy, where its cells would say nothing more. */
  private static Stream<String> goesOn(FaultPoint point, List<String> hosts) {
    boolean more = point.isAfterMigration() || point == FaultPoint.POSTCOPY;
    return more ? Stream.of() : hosts.stream();
  }

  /** Background work belongs to a step; the time of the test method is over after it. */
  private static boolean canCodeFail(FaultPoint point, Fault fault) {
    return switch (fault) {
      case BACKGROUND_WORK -> point.isInStep();
      case TEST_TIMEOUT -> point != FaultPoint.AFTER_EACH;
      default -> true;
    };
  }

  private static boolean canGuestFail(FaultPoint point, Fault fault) {
    return switch (point) {
      case START_WORK, BEFORE_MIGRATION, CHECK, CHECK_WORK -> true;
      case OTHERS_WAIT, LAST_LINES, AFTER_EACH -> fault == Fault.GUEST_PANIC;
      default -> false;
    };
  }

  /** After the end of a migration the source's QEMU is nobody's machine; in the end no one is. */
  private static Stream<String> qemuHosts(FaultPoint point) {
    if (point == FaultPoint.FINISHED) {
      return Stream.of();
    }
    if (point.compareTo(FaultPoint.MIGRATED) >= 0) {
      return Stream.of("destination");
    }
    return point.hasIncoming() ? Stream.of("source", "destination") : Stream.of("source");
  }
}
