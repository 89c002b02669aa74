package org.multihost.migration.internal.controller;

/**
 * A host of a class.
 *
 * @param name its name
 * @param number its place among the class's hosts, from 1
 */
record HostName(String name, int number) {

  /** The class's name in reports, such as {@code org.example.BusyGuestTests[source]}. */
  String classInReports(String className) {
    return className + "[" + name + "]";
  }

  /**
   * A test's name in reports, such as {@code works()[source][1]}. It ends in a number, because
   * Surefire treats two tests of the same name as one test that was run again, and any other ending
   * as a display name.
   */
  String testInReports(String legacyName) {
    return "%s[%s][%d]".formatted(legacyName, name, number);
  }
}
