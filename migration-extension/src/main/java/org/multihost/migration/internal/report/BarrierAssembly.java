package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.record.Recorded;

/** The barriers of one test, each put together from what the hosts recorded at it. */
final class BarrierAssembly {

  private record Key(String name, List<String> hosts, int turn) {}

  private record Met(List<Report.Arrival> arrivals, List<Boolean> opened) {}

  private final Map<Key, Met> met = new LinkedHashMap<>();

  void add(String host, List<Recorded.Barrier> barriers, Clocks clocks) {
    Map<String, Integer> turns = new HashMap<>();
    for (Recorded.Barrier each : barriers) {
      int turn = turns.merge(each.name() + each.hosts(), 1, Integer::sum);
      Met here =
          met.computeIfAbsent(
              new Key(each.name(), each.hosts(), turn),
              key -> new Met(new ArrayList<>(), new ArrayList<>()));
      here.arrivals()
          .add(new Report.Arrival(host, clocks.corrected(host, each.at()), each.waited()));
      here.opened().add(each.opened());
    }
  }

  List<Report.Barrier> barriers() {
    return met.entrySet().stream()
        .map(each -> barrier(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(b -> b.arrivals().get(0).at()))
        .toList();
  }

  private static Report.Barrier barrier(Key key, Met met) {
    List<Report.Arrival> arrivals =
        met.arrivals().stream().sorted(Comparator.comparingLong(Report.Arrival::at)).toList();
    List<String> missing = new ArrayList<>(key.hosts());
    arrivals.forEach(arrival -> missing.remove(arrival.host()));
    Report.Arrival last = arrivals.get(arrivals.size() - 1);
    String waitedFor =
        missing.isEmpty() ? arrivals.size() > 1 ? last.host() : null : String.join(", ", missing);
    return new Report.Barrier(
        key.name(),
        !met.opened().contains(false),
        waitedFor,
        arrivals.stream().mapToLong(Report.Arrival::waited).max().orElse(0),
        arrivals,
        missing);
  }
}
