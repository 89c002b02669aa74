package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * The figures that the hypervisor of one side has reported of a migration: of each figure the value
 * that it reported last. A figure that it has not reported is empty, never zero.
 *
 * @param bandwidth the bytes sent per second
 * @param expectedDowntime the downtime that the hypervisor expected while the guest still ran
 * @param throttlePercent the percentage by which the guest's processors were slowed down last
 * @param normalPages the pages that were sent whole
 * @param duplicatePages the pages of which only one byte was sent, because all theirs are the same
 * @param cacheMisses the pages whose changes could not be sent alone, because the page as it was is
 *     not in the cache
 * @param postcopyBlocktime the time that the guest waited at the destination for pages of a
 *     postcopy
 * @param named all figures by the hypervisor's own names; a dot separates the names of a figure
 *     within another, such as QEMU's {@code ram.normal}
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record HypervisorFigures(
    OptionalLong bandwidth,
    Optional<Duration> expectedDowntime,
    OptionalLong throttlePercent,
    OptionalLong normalPages,
    OptionalLong duplicatePages,
    OptionalLong cacheMisses,
    Optional<Duration> postcopyBlocktime,
    Map<String, String> named) {

  /** No figures. */
  public static final HypervisorFigures NONE = onlyNamed(Map.of());

  /** Copies the map. */
  public HypervisorFigures {
    named = Map.copyOf(named);
  }

  /** Returns figures of which none has a meaning that is known here. */
  public static HypervisorFigures onlyNamed(Map<String, String> named) {
    return new HypervisorFigures(
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        named);
  }

  /** Returns the figure of that name as it was reported; empty if it was not. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /**
   * Returns the figure of that name; empty if it was not reported.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public Optional<BigDecimal> number(String name) {
    return text(name).map(text -> number(name, text));
  }

  private static BigDecimal number(String name, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The figure [%s] is [%s], which is no number".formatted(name, text), e);
    }
  }

  /** Returns all figures by name, in alphabetical order. */
  @Override
  public String toString() {
    return new TreeMap<>(named).toString();
  }
}
