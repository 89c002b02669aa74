package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the hosts said about a failure, and when.
 *
 * @param knew when each host first said that the test has failed, there or elsewhere
 */
record HostLogs(Map<String, LocalTime> knew) {

  private static final Pattern FAILURE =
      Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (?:BROKEN|FAILED)", Pattern.MULTILINE);

  /** From the logs, each from where it ended before. */
  static HostLogs since(Map<Path, Long> lengths, Iterable<Path> logs) throws IOException {
    Map<String, LocalTime> knew = new HashMap<>();
    for (Path log : logs) {
      byte[] all = Files.readAllBytes(log);
      int begin = Math.toIntExact(lengths.getOrDefault(log, 0L));
      Matcher failure =
          FAILURE.matcher(new String(all, begin, all.length - begin, StandardCharsets.UTF_8));
      if (failure.find()) {
        String host = log.getFileName().toString().replaceFirst("\\.log$", "");
        knew.put(host, LocalTime.parse(failure.group(1)));
      }
    }
    return new HostLogs(knew);
  }

  /**
   * How long after the fault each host knew.
   *
   * @param fault its moment; if it is not known, that of the first host to know
   */
  Map<String, Duration> knowing(Optional<Long> fault) {
    Optional<LocalTime> begin =
        fault
            .map(Instant::ofEpochMilli)
            .map(instant -> instant.atZone(ZoneId.systemDefault()).toLocalTime())
            .or(() -> knew.values().stream().min(LocalTime::compareTo));
    Map<String, Duration> durations = new HashMap<>();
    knew.forEach((host, when) -> durations.put(host, Duration.between(begin.orElseThrow(), when)));
    return durations;
  }
}
