package org.multihost.migration.qemu.guest.builtin;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A report of the built-in guest.
 *
 * @param memory the memory that it can write, in bytes
 * @param share the part of it that it writes and checks, in bytes
 * @param pass the number of the present pass over the share, from 1; before it, each page was
 *     written once
 * @param written the number of pages that it has written
 * @param checked the number of pages that it has checked
 * @param wrong the number of pages that it has found wrong; the first of them are on its console
 * @param beats the number of beats on its console
 * @param seed the number that distinguishes its pages from those of other guests
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record GuestReport(
    long memory,
    long share,
    long pass,
    long written,
    long checked,
    long wrong,
    long beats,
    long seed) {

  private static final String HEADING = "report ";

  /** Reads a line; empty if it is not a whole report, as of a guest that migrated meanwhile. */
  static Optional<GuestReport> parse(String line) {
    Map<String, Long> fields = new HashMap<>();
    if (line.startsWith(HEADING)) {
      for (String field : line.strip().substring(HEADING.length()).split(" ")) {
        String[] parts = field.split("=");
        if (parts.length == 2 && parts[1].matches("[0-9a-f]{16}")) {
          fields.put(parts[0], Long.parseUnsignedLong(parts[1], 16));
        }
      }
    }
    return fields.keySet().containsAll(CommandRoutines.REPORT.keySet())
        ? Optional.of(of(fields))
        : Optional.empty();
  }

  private static GuestReport of(Map<String, Long> fields) {
    return new GuestReport(
        fields.getOrDefault("pages", 0L) * GuestLayout.PAGE,
        fields.getOrDefault("share", 0L) * GuestLayout.PAGE,
        fields.getOrDefault("pass", 0L),
        fields.getOrDefault("written", 0L),
        fields.getOrDefault("checked", 0L),
        fields.getOrDefault("wrong", 0L),
        fields.getOrDefault("beats", 0L),
        fields.getOrDefault("seed", 0L));
  }
}
