package org.multihost.migration.launchers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A launcher that runs test classes in a JVM which it starts itself, or is itself. */
enum Launcher {
  /** The tests are in the launcher's own class loader only. */
  STANDALONE("JUnit's console launcher, `--class-path`") {
    @Override
    List<String> command(UsersProject project, JUnit junit, List<String> classes) {
      List<String> command = new ArrayList<>(List.of("-jar", junit.jar().toString(), "execute"));
      command.addAll(List.of("--disable-banner", "--class-path", project.classPath()));
      classes.forEach(each -> command.add("--select-class=" + each));
      return command;
    }
  },
  /** As Gradle's workers: the class path is in an argument file, behind a JAR of the launcher's. */
  ARGUMENT_FILE("a JVM with its class path in an `@file`, as Gradle's workers have it") {
    @Override
    List<String> command(UsersProject project, JUnit junit, List<String> classes)
        throws IOException {
      Path file = Files.createTempFile(project.directory(), "gradle-worker-classpath", ".txt");
      String classPath = junit.jar() + File.pathSeparator + project.classPath();
      Files.writeString(file, "-cp\n\"" + classPath.replace("\\", "\\\\") + "\"\n");
      List<String> command =
          new ArrayList<>(
              List.of(
                  "-Dorg.gradle.native=false",
                  "-Dorg.gradle.test.worker=1",
                  "@" + file,
                  "org.junit.platform.console.ConsoleLauncher",
                  "execute",
                  "--disable-banner"));
      classes.forEach(each -> command.add("--select-class=" + each));
      return command;
    }
  },
  /** The tests and JUnit are in a class loader of Ant's own type. */
  ANT("Ant's `junitlauncher`, nested class path") {
    @Override
    List<String> command(UsersProject project, JUnit junit, List<String> classes) {
      List<String> jars =
          List.of("ant-1.10.15", "ant-launcher-1.10.15", "ant-junitlauncher-1.10.15");
      return List.of(
          "-cp",
          UsersProject.path(jars.stream().map(Tools::jar), Stream.of()),
          "-Ddemo.class-path=" + junit.jar() + File.pathSeparator + project.classPath(),
          "-Ddemo.classes=" + project.classes(),
          "-Ddemo.reports=" + project.directory(),
          "-Ddemo.selected=" + String.join(",", files(classes)),
          "org.apache.tools.ant.Main",
          "-f",
          UsersProject.SOURCES.resolve("build.xml").toString());
    }

    private static List<String> files(List<String> classes) {
      return classes.stream().map(each -> each.replace('.', '/') + ".class").toList();
    }
  };

  private final String title;

  Launcher(String title) {
    this.title = title;
  }

  abstract List<String> command(UsersProject project, JUnit junit, List<String> classes)
      throws IOException;

  /** Runs test classes, and returns when the launcher has ended. */
  Launched run(UsersProject project, JUnit junit, String... classes)
      throws IOException, InterruptedException {
    return run(project, junit, Locale.ENGLISH, classes);
  }

  /** Runs test classes in a locale. */
  Launched run(UsersProject project, JUnit junit, Locale locale, String... classes)
      throws IOException, InterruptedException {
    Path marks = project.newMarks();
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=" + locale.getLanguage(),
                "-Duser.country=" + locale.getCountry(),
                "-Ddemo.marks=" + marks));
    command.addAll(command(project, junit, List.of(classes)));
    return Launched.run(project.directory(), command, marks);
  }

  /** The row in the documentation. */
  String title() {
    return title;
  }

  @Override
  public String toString() {
    return title;
  }
}
