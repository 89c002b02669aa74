package org.multihost.migration.internal.report;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names in a unique id of Jupiter's.
 *
 * @param type the test class
 * @param method the test method; empty for a class
 */
record TestId(String type, String method) {

  private static final Pattern SEGMENT =
      Pattern.compile("\\[(class|nested-class|method|test-template|test-factory):([^](]+)");

  static TestId of(String uniqueId) {
    String type = "";
    String method = "";
    for (MatchResult found : SEGMENT.matcher(uniqueId).results().toList()) {
      switch (found.group(1)) {
        case "class" -> type = found.group(2);
        case "nested-class" -> type += "$" + found.group(2);
        default -> method = found.group(2);
      }
    }
    return new TestId(type, method);
  }

  /** Returns the command that runs this test again. */
  String rerun() {
    return "mvn test -Dtest='" + type + (method.isEmpty() ? "" : "#" + method) + "'";
  }
}
