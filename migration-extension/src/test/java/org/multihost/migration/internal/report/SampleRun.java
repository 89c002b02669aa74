package org.multihost.migration.internal.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;

/** The recordings of runs of two hosts, as the hosts themselves write them. */
final class SampleRun {

  static final long START = 1_800_000_000_000L;
  static final List<String> HOSTS = List.of("source", "destination");

  private final Path directory;
  private final long skew;

  /**
   * @param skew the difference of the destination's clock
   */
  SampleRun(Path directory, long skew) {
    this.directory = directory;
    this.skew = skew;
  }

  static String id(String method) {
    return "[engine:junit-jupiter]/[class:org.example.MoveTests]/[method:" + method + "()]";
  }

  private void add(String host, String test, Recorded entry) {
    Recording.in(directory.resolve(host).resolve("org.example.MoveTests")).of(test).add(entry);
  }

  private long clock(String host, long at) {
    return START + at + (host.equals("destination") ? skew : 0);
  }

  /** Records the entry of a test, and a barrier at which the destination waits 400 ms. */
  void enters(String test, long at) {
    for (String host : HOSTS) {
      long late = host.equals("source") ? 400 : 0;
      add(host, "", new Recorded.Host(clock(host, at), "QEMU 10.0.2", "JDK 17", "Linux", 2, 77));
      add(host, test, new Recorded.Entered(clock(host, at), id(test), HOSTS));
      add(
          host,
          test,
          new Recorded.Barrier(
              clock(host, at + late), "PREPARE_VM of migration #1", HOSTS, 400 - late, true));
      add(host, test, new Recorded.PhaseBegun(clock(host, at + 400), 1, "MIGRATE"));
      add(host, "", new Recorded.Event(clock(host, at + 410), "vm1", "MIGRATION", "{}"));
    }
  }

  /** Records a migration of 1 s on the source, with a pass every 100 ms. */
  void migrates(String test, int number, long at) {
    add(
        "source",
        test,
        new Recorded.Begun(
            START + at,
            number,
            "vm1: source -> destination",
            Map.of("vm1", "tcp:x:1"),
            "timeout 1 h"));
    for (int i = 0; i <= 10; i++) {
      add(
          "source",
          test,
          new Recorded.Progress(
              START + at + i * 100L,
              number,
              "vm1",
              "active",
              i,
              i << 20,
              (10 - i) << 20,
              10 << 20,
              1 << 20));
    }
    add(
        "source",
        test,
        new Recorded.Result(
            START + at + 1000,
            number,
            "COMPLETED",
            1000,
            20L + number % 7,
            35L,
            3L,
            10L << 20,
            10L,
            null));
  }

  void passes(String host, String test, long at) {
    add(host, test, new Recorded.Phase(clock(host, at - 1000), 1, "MIGRATE", 900, false));
    add(host, test, new Recorded.Ended(clock(host, at), "SUCCESSFUL", null));
  }

  void fails(String host, String test, long at, boolean own, String type) {
    add(
        host,
        test,
        new Recorded.Failed(
            clock(host, at),
            "CHECK of migration #1",
            own,
            false,
            type,
            "no <letter> on [" + host + "]"));
    add(host, test, new Recorded.Ended(clock(host, at + 50), "FAILED", "no letter"));
  }

  /** Records that a host hears of the loss of another one. */
  void hearsOfLoss(String host, String test, long at, String lost) {
    add(
        host,
        test,
        new Recorded.Failed(
            clock(host, at),
            "told by another host",
            false,
            false,
            "org.multihost.migration.HostLostException",
            "Host [" + lost + "] was lost"));
    add(host, test, new Recorded.Ended(clock(host, at + 50), "FAILED", "lost"));
  }
}
