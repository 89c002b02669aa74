package org.multihost.migration.qemu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of guests in the documentation. A cell says yes, or the number of the reason for which
 * the VM or its session is refused; the reasons follow the table.
 */
final class GuestTable {

  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- table of guests -->\n).*(?=<!-- end of table -->)", Pattern.DOTALL);
  private static final Pattern REASON = Pattern.compile("^(\\d+)\\. `(.*)`$", Pattern.MULTILINE);
  private static final String YES = "yes";

  private final Map<GuestCell, Optional<String>> results;

  GuestTable(Map<GuestCell, Optional<String>> results) {
    this.results = results;
  }

  /** Reads the table of a page. */
  static GuestTable in(String page) {
    String table = TABLE.matcher(page).results().map(MatchResult::group).findFirst().orElseThrow();
    Map<String, String> reasons = new LinkedHashMap<>();
    REASON.matcher(table).results().forEach(r -> reasons.put(r.group(1), r.group(2)));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : table.split("\n")) {
      List<String> cells = List.of(line.replaceAll("^\\| | \\|$", "").split(" \\| "));
      rows.put(cells.get(0), cells);
    }
    Map<GuestCell, Optional<String>> results = new LinkedHashMap<>();
    for (GuestCell cell : GuestCell.all()) {
      String text = rows.get(row(cell)).get(1 + GuestCell.Place.all().indexOf(cell.place()));
      results.put(cell, text.equals(YES) ? Optional.empty() : Optional.of(reasons.get(text)));
    }
    return new GuestTable(results);
  }

  /** Returns empty, or the reason for which the cell is refused. */
  Optional<String> of(GuestCell cell) {
    return results.get(cell);
  }

  private static String row(GuestCell cell) {
    return cell.kind().title() + ", `" + cell.login() + "`";
  }

  /** Returns a page with this table in the place of its own. */
  String writtenTo(String page) {
    return TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(text()));
  }

  private String text() {
    List<String> reasons = new ArrayList<>();
    Map<String, StringBuilder> rows = new LinkedHashMap<>();
    results.forEach(
        (cell, refused) -> {
          refused.filter(reason -> !reasons.contains(reason)).ifPresent(reasons::add);
          rows.computeIfAbsent(row(cell), title -> new StringBuilder("| " + title + " |"))
              .append(' ')
              .append(refused.map(reason -> "" + (1 + reasons.indexOf(reason))).orElse(YES))
              .append(" |");
        });
    StringBuilder text = new StringBuilder("| Guest and login |");
    List<GuestCell.Place> places = GuestCell.Place.all();
    places.forEach(place -> text.append(' ').append(place.title()).append(" |"));
    text.append("\n|---|").append("---|".repeat(places.size())).append('\n');
    rows.values().forEach(row -> text.append(row).append('\n'));
    text.append('\n');
    for (int i = 0; i < reasons.size(); i++) {
      text.append(i + 1).append(". `").append(reasons.get(i)).append("`\n");
    }
    return text.toString();
  }
}
