package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cell of the matrix: a fault that meets a host at a point of a migration.
 *
 * @param host the one that it meets
 */
record FaultCell(FaultPoint point, String host, Fault fault) {

  /** The configuration parameter that tells a test its cell. */
  static final String PARAMETER = "faults.cell";

  /** Every cell there is, those of a stage together. */
  public static List<FaultCell> whole() {
    return Arrays.stream(FaultPoint.values())
        .flatMap(FaultCell::at)
        .sorted(Comparator.comparing(cell -> cell.fault().stage()))
        .toList();
  }

  private static Stream<FaultCell> at(FaultPoint point) {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault ->
                FaultPlaces.hosts(point, fault).map(host -> new FaultCell(point, host, fault)));
  }

  /**
   * The cells of every build: each way to run a cell and each host are there. The others are the
   * same faults at another point, or faults that a test of every build sets by itself, such as a
   * guest's panic or a QEMU that is frozen.
   */
  static List<FaultCell> brief() {
    return Stream.of(
            "START_VM:source:DISK_LOCKED",
            "BEFORE_MIGRATION:source:GUEST_SILENT",
            "BEFORE_MIGRATION:witness:WORKER_KILLED",
            "MIGRATE:source:QEMU_KILLED",
            "MIGRATE:destination:WORKER_FROZEN",
            "POSTCOPY:destination:QEMU_KILLED",
            "CHECK_WORK:destination:DISK_FULL",
            "AFTER_EACH:destination:QEMU_KILLED",
            "JOIN:witness:WORKER_LATE",
            "BEFORE_MIGRATION:source:LOG_FULL",
            "MIGRATE:controller:CONTROLLER_KILLED",
            "MIGRATE:source:CABLE_CUT",
            "START_WORK:source:COORDINATOR_KILLED")
        .map(FaultCell::parse)
        .toList();
  }

  /** The host whose test code sets the fault. */
  String setter() {
    return fault.setter(point, host);
  }

  /** How soon every other host must know. */
  Duration goal() {
    // A broken postcopy may be recovered for five seconds; then it is over.
    return point == FaultPoint.POSTCOPY && fault == Fault.QEMU_KILLED
        ? Duration.ofSeconds(10)
        : fault.goal();
  }

  /** That of the test that runs. */
  public static FaultCell of(ExtensionContext context) {
    return parse(context.getConfigurationParameter(PARAMETER).orElseThrow());
  }

  public static FaultCell parse(String text) {
    String[] parts = text.split(":");
    return new FaultCell(FaultPoint.valueOf(parts[0]), parts[1], Fault.valueOf(parts[2]));
  }

  @Override
  public String toString() {
    return point + ":" + host + ":" + fault;
  }

  /** Gives a test its cell. */
  public static final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FaultCell.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return of(context);
    }
  }
}
