package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.record.Recorded;

/** The migrations of one test, from what their sources recorded. */
final class MigrationAssembly {

  /** A chart needs no more points than this; the first and last of each pass are kept. */
  private static final int MOST_SAMPLES = 240;

  private static final class Draft {
    private Recorded.@Nullable Begun begun;
    private Recorded.@Nullable Result result;
    private long at;
    private final Map<String, List<List<Long>>> samples = new LinkedHashMap<>();
    private final Map<String, List<Report.Status>> statuses = new LinkedHashMap<>();
  }

  private final Map<Integer, Draft> drafts = new TreeMap<>();
  private final Clocks clocks;

  MigrationAssembly(Clocks clocks) {
    this.clocks = clocks;
  }

  void add(String host, List<Recorded> entries) {
    for (Recorded entry : entries) {
      long at = clocks.corrected(host, entry.at());
      if (entry instanceof Recorded.Begun begun) {
        draft(begun.migration()).begun = begun;
        draft(begun.migration()).at = at;
      } else if (entry instanceof Recorded.Result result) {
        draft(result.migration()).result = result;
      } else if (entry instanceof Recorded.Progress progress) {
        progressed(draft(progress.migration()), progress, at);
      }
    }
  }

  private Draft draft(int number) {
    return drafts.computeIfAbsent(number, n -> new Draft());
  }

  private static void progressed(Draft draft, Recorded.Progress p, long at) {
    List<Report.Status> statuses = draft.statuses.computeIfAbsent(p.vm(), vm -> new ArrayList<>());
    if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).status().equals(p.status())) {
      statuses.add(new Report.Status(at, p.status()));
    }
    List<List<Long>> samples = draft.samples.computeIfAbsent(p.vm(), vm -> new ArrayList<>());
    if (p.total() > 0) {
      samples.add(List.of(at, p.pass(), p.sent(), p.remaining(), p.total(), p.dirtyRate()));
    }
  }

  List<Report.Migration> migrations() {
    return drafts.entrySet().stream()
        .filter(each -> each.getValue().begun != null)
        .map(each -> migration(each.getKey(), each.getValue()))
        .toList();
  }

  private static Report.Migration migration(int number, Draft draft) {
    Recorded.Begun begun = draft.begun;
    Recorded.Result r = draft.result;
    return new Report.Migration(
        number,
        begun == null ? "" : begun.route(),
        begun == null ? "" : begun.settings(),
        begun == null ? Map.of() : begun.endpoints(),
        draft.at,
        r == null ? null : r.outcome(),
        r == null ? null : (Long) r.total(),
        r == null ? null : r.downtime(),
        r == null ? null : r.pause(),
        r == null ? null : r.setup(),
        r == null ? null : r.bytes(),
        r == null ? null : r.passes(),
        r == null ? null : r.error(),
        draft.samples.entrySet().stream()
            .map(
                each ->
                    new Report.Series(
                        each.getKey(),
                        thinned(each.getValue()),
                        draft.statuses.getOrDefault(each.getKey(), List.of())))
            .toList());
  }

  private static List<List<Long>> thinned(List<List<Long>> samples) {
    int step = samples.size() / MOST_SAMPLES + 1;
    List<List<Long>> kept = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      boolean newPass = i > 0 && !samples.get(i).get(1).equals(samples.get(i - 1).get(1));
      if (i % step == 0 || i == samples.size() - 1 || newPass && kept.size() < 2 * MOST_SAMPLES) {
        kept.add(samples.get(i));
      }
    }
    return kept;
  }
}
