package org.multihost.migration.internal.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.PeerFailedException;

/**
 * A report of a run, as {@code report.json} has it; {@code docs/report.md} describes the fields.
 * Times are milliseconds since 1970 by the clock of the first host, durations are milliseconds,
 * amounts are bytes. What is unknown is absent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    int schema, Run run, List<Host> hosts, List<Failure> failures, List<Test> tests) {

  /** The version of the schema: it grows when a field is removed or changes its meaning. */
  public static final int SCHEMA = 1;

  /** The run as a whole. */
  public record Run(String id, long start, long end, String verdict, Map<String, Integer> tests) {}

  /** A host of the run; its clock compared with the first host's. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Host(
      String name,
      @Nullable String hypervisor,
      @Nullable String jdk,
      @Nullable String system,
      int processors,
      long process,
      long clockOffset,
      long clockUncertainty,
      boolean lost,
      @Nullable String lastSaid,
      List<Link> logs) {}

  /** A file, by its path relative to the report. */
  public record Link(String text, String href) {}

  /** The first cause of a failed test, with what followed from it on the hosts. */
  public record Failure(
      String test, String title, Cause cause, List<Cause> echoes, List<Link> files, String rerun) {}

  /** A failure on one host. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cause(
      String host, long at, @Nullable String doing, String type, @Nullable String message) {

    /** Returns whether the type says that it is the failure or the loss of another host. */
    boolean isOfOthers() {
      return type.equals(HostLostException.class.getName())
          || type.equals(PeerFailedException.class.getName());
    }
  }

  /** A test on all hosts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Test(
      String id,
      String type,
      String name,
      String verdict,
      long start,
      long end,
      String rerun,
      @Nullable String failedHost,
      @Nullable Long failedAt,
      List<Copy> hosts,
      List<Phase> phases,
      List<Barrier> barriers,
      List<Event> events,
      List<Migration> migrations) {}

  /** A host's copy of a test. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Copy(String host, String status, long start, long end, @Nullable String message) {}

  /** A phase of a migration on one host. */
  public record Phase(
      String host, int migration, String name, long at, long took, boolean failed) {}

  /** A barrier, with the host that arrived last, and the longest wait of the others for it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Barrier(
      String name,
      boolean opened,
      @Nullable String waitedFor,
      long longest,
      List<Arrival> arrivals,
      List<String> missing) {}

  /** An arrival of a host at a barrier, and how long it waited there. */
  public record Arrival(String host, long at, long waited) {}

  /** An event of a VM's hypervisor. */
  public record Event(String host, String vm, long at, String name, String data) {}

  /** A migration. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Migration(
      int number,
      String route,
      String settings,
      Map<String, String> endpoints,
      long at,
      @Nullable String outcome,
      @Nullable Long total,
      @Nullable Long downtime,
      @Nullable Long pause,
      @Nullable Long setup,
      @Nullable Long bytes,
      @Nullable Long passes,
      @Nullable String error,
      List<Series> progress) {}

  /** The progress of one VM; a sample is [at, pass, sent, remaining, total, dirty rate]. */
  public record Series(String vm, List<List<Long>> samples, List<Status> statuses) {}

  /** The time of a status of a migration. */
  public record Status(long at, String status) {}
}
