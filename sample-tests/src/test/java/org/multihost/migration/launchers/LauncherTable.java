package org.multihost.migration.launchers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of launchers and JUnit versions, as this run has found it. */
final class LauncherTable {

  static final Path PAGE = Tools.PROJECT.resolve("docs/launchers.md");

  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- table -->\n).*(?=<!-- end of table -->)", Pattern.DOTALL);
  private static final Map<String, Map<JUnit, String>> RESULTS = new ConcurrentHashMap<>();

  private LauncherTable() {}

  /** A check of one cell. */
  interface Check {
    void run() throws Exception;
  }

  static boolean isWhole() {
    return "whole".equals(System.getProperty("launchers"));
  }

  /** Runs the check of a cell, and keeps its result. */
  static void note(String launcher, JUnit junit, Check check) throws Exception {
    note(launcher, junit, "passes", check);
  }

  /** Runs the check of a cell, whose text is another one if it passes. */
  static void note(String launcher, JUnit junit, String passes, Check check) throws Exception {
    Map<JUnit, String> row = RESULTS.computeIfAbsent(launcher, each -> new ConcurrentHashMap<>());
    row.put(junit, "**fails**");
    check.run();
    row.put(junit, passes);
  }

  /** After a whole run, replaces the table of the page; each test class adds its rows. */
  static void write() throws IOException {
    if (!isWhole()) {
      return;
    }
    String page = Files.readString(PAGE);
    Files.writeString(PAGE, TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(text())));
  }

  private static String text() {
    StringBuilder text = new StringBuilder("| Launcher |");
    JUnit.supported().forEach(junit -> text.append(' ').append(junit).append(" |"));
    text.append("\n|---|").append("---|".repeat(JUnit.supported().size())).append('\n');
    new TreeMap<>(RESULTS)
        .forEach(
            (launcher, row) -> {
              text.append("| ").append(launcher).append(" |");
              JUnit.supported()
                  .forEach(v -> text.append(' ').append(row.getOrDefault(v, "–")).append(" |"));
              text.append('\n');
            });
    return text.toString();
  }
}
