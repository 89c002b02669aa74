package org.multihost.migration.internal.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a host's recording. All times are milliseconds: {@code at} since 1970, by the clock
 * of that host, all others durations.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recorded.Host.class, name = "host"),
  @JsonSubTypes.Type(value = Recorded.Entered.class, name = "entered"),
  @JsonSubTypes.Type(value = Recorded.Barrier.class, name = "barrier"),
  @JsonSubTypes.Type(value = Recorded.PhaseBegun.class, name = "phase-begun"),
  @JsonSubTypes.Type(value = Recorded.Phase.class, name = "phase"),
  @JsonSubTypes.Type(value = Recorded.Begun.class, name = "begun"),
  @JsonSubTypes.Type(value = Recorded.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Recorded.Result.class, name = "result"),
  @JsonSubTypes.Type(value = Recorded.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Recorded.Event.class, name = "event"),
  @JsonSubTypes.Type(value = Recorded.Ended.class, name = "ended")
})
public sealed interface Recorded {

  /** The time of the entry; of what takes time, its start. */
  long at();

  /** The process of a host, and its hypervisor, if the class has one. */
  record Host(
      long at, @Nullable String hypervisor, String jdk, String system, int processors, long process)
      implements Recorded {}

  /** The entry of a test: its unique id in Jupiter. */
  record Entered(long at, String id, List<String> hosts) implements Recorded {}

  /** A wait at a barrier, from the arrival on. */
  record Barrier(long at, String name, List<String> hosts, long waited, boolean opened)
      implements Recorded {}

  /** The start of a phase, for a host that is lost in it. */
  record PhaseBegun(long at, int migration, String phase) implements Recorded {}

  /** A phase of a migration. */
  record Phase(long at, int migration, String phase, long took, boolean failed)
      implements Recorded {}

  /** The start of a migration's stream on the source. */
  record Begun(long at, int migration, String route, Map<String, String> endpoints, String settings)
      implements Recorded {}

  /** A progress of a migration; amounts are bytes, the rate is bytes per second. */
  record Progress(
      long at,
      int migration,
      String vm,
      String status,
      long pass,
      long sent,
      long remaining,
      long total,
      long dirtyRate)
      implements Recorded {}

  /** The result of a migration; a figure that is unknown is null. */
  record Result(
      long at,
      int migration,
      String outcome,
      long total,
      @Nullable Long downtime,
      @Nullable Long pause,
      @Nullable Long setup,
      @Nullable Long bytes,
      @Nullable Long passes,
      @Nullable String error)
      implements Recorded {}

  /**
   * A failure or an abort of the test.
   *
   * @param doing what the host was doing; of another host's failure, the words for it
   * @param own whether the host itself failed
   */
  record Failed(
      long at, String doing, boolean own, boolean abort, String type, @Nullable String message)
      implements Recorded {}

  /** An event of a VM's hypervisor. */
  record Event(long at, String vm, String name, String data) implements Recorded {}

  /** The end of a test, with this host's verdict. */
  record Ended(long at, String status, @Nullable String message) implements Recorded {}
}
