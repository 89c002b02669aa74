package org.multihost.migration.launchers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Eclipse's side of its test runner: it starts the JVM, and listens to it on a socket. */
final class EclipseRunner {

  static final String TITLE = "Eclipse's runner";

  private static final int LIMIT_SECONDS = 120;

  private EclipseRunner() {}

  /**
   * A run that has ended.
   *
   * @param messages what Eclipse was told, in order
   */
  record Run(Launched launched, List<String> messages) {

    /** Eclipse's tree, a node a line: its name, whether it is a container, and its unique id. */
    List<String> tree() {
      return messages.stream().filter(message -> message.startsWith("%TSTTREE")).toList();
    }

    List<String> failures() {
      return messages.stream().filter(message -> message.matches("%(FAILED|ERROR).*")).toList();
    }
  }

  /** Runs what the arguments select. */
  static Run run(UsersProject project, JUnit junit, String... selection) throws Exception {
    Path marks = project.newMarks();
    try (ServerSocket eclipse = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      eclipse.setSoTimeout(LIMIT_SECONDS * 1000);
      CompletableFuture<List<String>> messages =
          CompletableFuture.supplyAsync(() -> messages(eclipse));
      List<String> command = command(project, junit, marks, eclipse.getLocalPort());
      command.addAll(List.of(selection));
      Launched launched = Launched.run(project.directory(), command, marks);
      return new Run(launched, messages.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static List<String> command(UsersProject project, JUnit junit, Path marks, int port) {
    String classPath =
        String.join(
            File.pathSeparator,
            Tools.jar("org.eclipse.jdt.junit.runtime-3.8.100").toString(),
            Tools.jar("org.eclipse.jdt.junit5.runtime-1.2.0").toString(),
            junit.jar().toString(),
            project.classPath());
    return new ArrayList<>(
        List.of(
            Tools.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Ddemo.marks=" + marks,
            "-cp",
            classPath,
            "org.eclipse.jdt.internal.junit.runner.RemoteTestRunner",
            "-version",
            "3",
            "-port",
            String.valueOf(port),
            "-testLoaderClass",
            "org.eclipse.jdt.internal.junit5.runner.JUnit5TestLoader",
            "-loaderpluginname",
            "org.eclipse.jdt.junit5.runtime"));
  }

  private static List<String> messages(ServerSocket eclipse) {
    try (Socket runner = eclipse.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(runner.getInputStream(), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      return List.of("no message: " + e);
    }
  }
}
