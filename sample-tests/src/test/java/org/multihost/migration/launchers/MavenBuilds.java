package org.multihost.migration.launchers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The builds of a user's project: at most one for each version of JUnit has all executions. */
final class MavenBuilds implements AutoCloseable {

  /** A host that is started by itself, with two forks. */
  static final Execution ONE_PER_HOST = new Execution("surefire", "test", "one-per-host");

  private final MavenProject project;
  private final Map<JUnit, MavenBuild> builds = new EnumMap<>(JUnit.class);

  MavenBuilds(MavenProject project) {
    this.project = project;
  }

  /** Returns the build with that version; the first call runs it. */
  MavenBuild with(JUnit junit) throws Exception {
    MavenBuild build = builds.get(junit);
    if (build == null) {
      build = project.run(junit, executions(junit));
      builds.put(junit, build);
    }
    return build;
  }

  @Override
  public void close() throws IOException {
    project.close();
  }

  private static List<Execution> executions(JUnit junit) {
    List<Execution> executions = new ArrayList<>();
    MavenRun.some().forEach(run -> executions.add(run.execution()));
    if (junit == JUnit.V6_1) {
      executions.add(ONE_PER_HOST);
      versionsOfSurefire().forEach(each -> executions.add(Execution.reports(each)));
    }
    return executions;
  }

  /** The versions of Surefire whose reports are compared. */
  static List<String> versionsOfSurefire() {
    return LauncherTable.isWhole() ? List.of("3.5.2", "3.5.4", "3.5.6") : List.of("3.5.2");
  }
}
