package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WorkerCommandLineTests {

  private static final Path FILE = Path.of("class-path.args");

  @Test
  void takesSurefiresRealClassPath() {
    WorkerCommandLine line = line("surefire.test.class.path", "/a dir/x.jar:/y");

    assertThat(line.classPathArguments()).isEqualTo("-cp\n\"/a dir/x.jar:/y\"\n");
  }

  @Test
  void takesJavasClassPathElsewhere() {
    assertThat(line("irrelevant", "").classPathArguments()).isEqualTo("-cp\n\"/booter.jar\"\n");
  }

  @Test
  void inheritsTheControllersArgumentsAndPutsTheUsersAfterThem() {
    List<String> command = line("irrelevant", "").command(FILE, Optional.empty());

    assertThat(command)
        .startsWith(Path.of("/jdk", "bin", "java").toString())
        .containsSubsequence(
            "-Xmx4g", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx64m", "@" + FILE)
        .noneMatch(argument -> argument.contains("jdwp"));
  }

  @Test
  void opensDebuggerPortOnLoopbackOnly() {
    assertThat(line("irrelevant", "").command(FILE, Optional.of(5005)))
        .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:5005");
  }

  /** The module path becomes part of the class path, so that its modules are not found there. */
  @Test
  void dropsModulesThatAreNoneOfTheJdks() {
    ModuleArguments modules = new ModuleArguments(List.of("java.base", "java.sql")::contains);

    assertThat(
            Stream.of(
                    "--add-modules=my.app",
                    "--add-modules=my.app,java.sql",
                    "--add-modules=ALL-SYSTEM",
                    "--add-reads=my.app=ALL-UNNAMED",
                    "--add-opens=my.app/my.pack=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=my.app,ALL-UNNAMED",
                    "--add-exports=java.base/sun.nio.ch=java.sql,my.app",
                    "--enable-preview")
                .flatMap(argument -> modules.onClassPath(argument).stream()))
        .containsExactly(
            "--add-modules=java.sql",
            "--add-modules=ALL-SYSTEM",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=java.sql,ALL-UNNAMED",
            "--enable-preview");
  }

  @Test
  void addsTheClassPathOfOtherClassLoadersParentsFirst() throws IOException {
    URL[] parents = {Path.of("/p 1.jar").toUri().toURL()};
    URL[] own = {Path.of("/c.jar").toUri().toURL(), new URL("http://localhost/x.jar")};
    try (URLClassLoader parent = new URLClassLoader(parents);
        URLClassLoader child = new URLClassLoader(own, parent)) {
      assertThat(line(List.of(), LoaderClassPath.of(child)).classPathArguments())
          .isEqualTo("-cp\n\"/booter.jar:/p 1.jar:/c.jar\"\n");
    }
  }

  private static WorkerCommandLine line(String key, String value) {
    Properties properties = properties();
    properties.setProperty(key, value);
    return new WorkerCommandLine(
        properties,
        Map.of(),
        List.of("-Xmx4g", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
        List.of("-Xmx64m"),
        List.of());
  }

  private static WorkerCommandLine line(List<String> extra, List<String> loaders) {
    return new WorkerCommandLine(properties(), Map.of(), List.of(), extra, loaders);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("java.home", "/jdk");
    properties.setProperty("path.separator", ":");
    properties.setProperty("java.class.path", "/booter.jar");
    return properties;
  }
}
