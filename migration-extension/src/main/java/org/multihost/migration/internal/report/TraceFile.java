package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.wire.Json;

/** A report in the Chrome trace event format, for Perfetto: a process per host. */
final class TraceFile {

  private static final int MICROS = 1000;

  private final List<Map<String, Object>> events = new ArrayList<>();
  private final Map<String, Integer> hosts = new LinkedHashMap<>();

  static String of(Report report) {
    TraceFile trace = new TraceFile();
    report.hosts().forEach(host -> trace.host(host.name()));
    report.tests().forEach(trace::test);
    return Json.write(Map.of("traceEvents", trace.events, "displayTimeUnit", "ms"));
  }

  private int host(String name) {
    Integer known = hosts.get(name);
    if (known != null) {
      return known;
    }
    int number = hosts.size() + 1;
    hosts.put(name, number);
    Map<String, Object> event = event("M", "process_name", number, 0, 0);
    event.put("args", Map.of("name", "host " + name));
    return number;
  }

  private void test(Report.Test test) {
    for (Report.Copy copy : test.hosts()) {
      span(
          copy.host(), 0, test.type() + "." + test.name(), copy.start(), copy.end() - copy.start());
    }
    test.phases()
        .forEach(
            p -> span(p.host(), p.migration(), p.name() + " #" + p.migration(), p.at(), p.took()));
    for (Report.Barrier barrier : test.barriers()) {
      for (Report.Arrival a : barrier.arrivals()) {
        span(a.host(), 100, "barrier " + barrier.name(), a.at(), a.waited());
      }
    }
    for (Report.Event e : test.events()) {
      event("i", e.vm() + ": " + e.name(), host(e.host()), 0, e.at()).put("s", "p");
    }
    for (Report.Migration migration : test.migrations()) {
      migration.progress().forEach(series -> counters(test, migration, series));
    }
    if (test.failedHost() != null && test.failedAt() != null) {
      event("i", "first cause", host(test.failedHost()), 0, test.failedAt()).put("s", "g");
    }
  }

  private void counters(Report.Test test, Report.Migration migration, Report.Series series) {
    int process = test.hosts().isEmpty() ? 0 : host(test.hosts().get(0).host());
    for (List<Long> sample : series.samples()) {
      String name = "migration #%d of %s".formatted(migration.number(), series.vm());
      event("C", name, process, 0, sample.get(0))
          .put("args", Map.of("sent", sample.get(2), "remaining", sample.get(3)));
    }
  }

  private void span(String host, int thread, String name, long at, long took) {
    event("X", name, host(host), thread, at).put("dur", Math.max(0, took) * MICROS);
  }

  private Map<String, Object> event(String type, String name, int process, int thread, long at) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("ph", type);
    event.put("name", name);
    event.put("pid", process);
    event.put("tid", thread);
    event.put("ts", at * MICROS);
    events.add(event);
    return event;
  }
}
