package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.samples.MarkdownPage.PROJECT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table that {@code setup/Measure.java} prints of the project's sources. */
class MeasuredTableTests {

  private static Map<String, String> table;

  @BeforeAll
  static void measure() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "setup/Measure.java")
            .directory(PROJECT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = output(java);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(output).isZero();
    table =
        output
            .lines()
            .map(line -> line.split("\\|", 4))
            .collect(
                Collectors.toMap(
                    cells -> cells[1].strip(),
                    cells -> cells[2].strip(),
                    (one, other) -> one + "\n" + other));
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void noTypesJavadocBeginsWithAQuestionWord() {
    assertThat(table.get("type Javadocs that begin with a question word"))
        .as(table.toString())
        .startsWith("0 of ");
  }

  @Test
  void noSimpleNameStandsTwiceInAModule() {
    assertThat(table).containsEntry("simple names that stand twice in a module", "[]");
  }

  @Test
  void noPackageIsCrowded() {
    assertThat(table).containsEntry("packages of more than 25 types, but for the API", "[]");
  }

  @Test
  void aThirdOfTheTypesAtMostIsForUsers() {
    String share = table.get("types for users, by @API");
    assertThat(Integer.parseInt(share.replace(" %", ""))).as(share).isBetween(1, 33);
  }
}
