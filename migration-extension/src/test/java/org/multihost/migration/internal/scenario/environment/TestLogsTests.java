package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLogsTests {

  @TempDir Path parent;

  @Test
  void leavesTheFileOfAnEarlierRunOfTheSameTest() throws IOException {
    TestLogs logs = new TestLogs(parent.resolve("class"), "migrates#2");

    assertThat(logs.write(".txt", "first")).hasFileName("migrates#2.txt").hasContent("first");
    assertThat(logs.write(".txt", "second")).hasFileName("migrates#2-2.txt").hasContent("second");
    assertThat(parent.resolve("class/migrates#2.txt")).hasContent("first");
  }

  @Test
  void namesAFileOfAnyTest() throws IOException {
    assertThat(new TestLogs(parent, "a/b: \u00e9").write(".txt", "")).hasFileName("a_b_.txt");
    assertThat(new TestLogs(parent, "x".repeat(300)).write(".txt", ""))
        .hasFileName("x".repeat(80) + ".txt");
  }
}
