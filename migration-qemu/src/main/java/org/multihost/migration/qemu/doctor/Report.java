package org.multihost.migration.qemu.doctor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The findings about a host.
 *
 * @param title names the product's version and the host
 */
record Report(String title, List<Finding> findings) {

  private static final int STATE_WIDTH = 9;

  /** Whether the first test of the README can run here. */
  boolean firstTestCanRun() {
    return findings.stream().noneMatch(each -> each.state() == Finding.State.NEEDED);
  }

  /** Returns the report for people: a column of states, one of names, and the details. */
  String text() {
    int names = findings.stream().mapToInt(each -> each.name().length()).max().orElse(0) + 2;
    return findings.stream()
        .map(each -> entry(each, names))
        .collect(Collectors.joining("", title + "\n\n", "\n" + verdict() + "\n"));
  }

  private static String entry(Finding finding, int names) {
    StringBuilder details = new StringBuilder(finding.detail());
    if (finding.state() != Finding.State.OK) {
      finding.remedy().ifPresent(remedy -> details.append('\n').append(remedy));
      details.append("\nFor: ").append(finding.use());
    }
    String begin = "%-" + STATE_WIDTH + "s%-" + names + "s";
    String further = "\n" + " ".repeat(STATE_WIDTH + names);
    return begin.formatted(finding.state().word(), finding.name())
        + String.join(further, details.toString().lines().toList())
        + "\n";
  }

  private String verdict() {
    String needed =
        findings.stream()
            .filter(each -> each.state() == Finding.State.NEEDED)
            .map(Finding::name)
            .collect(Collectors.joining(", "));
    return firstTestCanRun()
        ? "The first test can run on this host."
        : "The first test cannot run on this host; it needs: " + needed + ".";
  }

  /** Returns the report for programs. */
  String json() {
    return findings.stream()
        .map(Report::object)
        .collect(
            Collectors.joining(
                ",\n    ",
                "{\n  \"title\": %s,\n  \"firstTestCanRun\": %s,\n  \"findings\": [\n    "
                    .formatted(JsonText.of(title), firstTestCanRun()),
                "\n  ]\n}\n"));
  }

  private static String object(Finding finding) {
    return "{\"name\": %s, \"state\": %s, \"detail\": %s, \"use\": %s, \"remedy\": %s}"
        .formatted(
            JsonText.of(finding.name()),
            JsonText.of(finding.state().word()),
            JsonText.of(finding.detail()),
            JsonText.of(finding.use()),
            finding.remedy().map(JsonText::of).orElse("null"));
  }
}
