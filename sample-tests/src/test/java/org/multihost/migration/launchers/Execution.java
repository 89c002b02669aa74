package org.multihost.migration.launchers;

/**
 * An execution of a plugin in a user's build.
 *
 * @param plugin the plugin's prefix, or its coordinates if the version is not the POM's
 * @param id its id in the POM, and the name of its directories of marks and reports
 */
record Execution(String plugin, String goal, String id) {

  static Execution reports(String versionOfSurefire) {
    return new Execution(
        "org.apache.maven.plugins:maven-surefire-plugin:" + versionOfSurefire,
        "test",
        "reports-" + versionOfSurefire);
  }

  @Override
  public String toString() {
    return plugin + ":" + goal + "@" + id;
  }
}
