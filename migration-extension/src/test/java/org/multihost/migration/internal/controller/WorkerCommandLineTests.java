package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
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
  void inheritsWhatDecidesWhetherCodeLinksAndNothingElse() {
    List<String> command = line("irrelevant", "").command(FILE, false);

    assertThat(command)
        .startsWith(Path.of("/jdk", "bin", "java").toString())
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx64m", "@" + FILE)
        .doesNotContain("-Xmx4g")
        .noneMatch(argument -> argument.contains("jdwp"));
  }

  @Test
  void opensDebuggerPortOnLoopbackOnly() {
    assertThat(line("irrelevant", "").command(FILE, true))
        .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
  }

  private static WorkerCommandLine line(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty("java.home", "/jdk");
    properties.setProperty("path.separator", ":");
    properties.setProperty("java.class.path", "/booter.jar");
    properties.setProperty(key, value);
    return new WorkerCommandLine(
        properties,
        List.of("-Xmx4g", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
        List.of("-Xmx64m"));
  }
}
