package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hosts said about a failure, and when. */
final class HostLogs {

  private static final Pattern FAILURE =
      Pattern.compile("\\b(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (?:BROKEN|FAILED)");

  private HostLogs() {}

  /**
   * How long after the fault each host first said that the test has failed, there or elsewhere.
   *
   * @param said what each host said in this cell
   * @param fault its moment in milliseconds; if it is not known, that of the first host to know
   */
  static Map<String, Duration> knowing(Map<String, String> said, Optional<Long> fault) {
    Map<String, LocalTime> knew = new HashMap<>();
    said.forEach(
        (host, text) -> {
          Matcher failure = FAILURE.matcher(text);
          if (failure.find()) {
            knew.put(host, LocalTime.parse(failure.group(1)));
          }
        });
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
