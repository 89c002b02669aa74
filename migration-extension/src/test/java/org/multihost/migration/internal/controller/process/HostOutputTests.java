package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostOutputTests {

  @TempDir Path directory;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private HostOutput read(InputStream output, Path log) throws InterruptedException {
    HostOutput reader =
        HostOutput.start(
            "source", output, log, new PrintStream(console, true, StandardCharsets.UTF_8));
    reader.join(Duration.ofSeconds(30));
    return reader;
  }

  private HostOutput read(String text) throws InterruptedException {
    return read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), directory.resolve("log"));
  }

  private List<String> shown() {
    return console.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void linesAreInTheLogAndWithTheHostsNameOnTheConsole() throws Exception {
    HostOutput output = read("first\nzweite Zeile: größer\nwithout an end");
    assertThat(shown())
        .containsExactly(
            "[source] first", "[source] zweite Zeile: größer", "[source] without an end");
    assertThat(Files.readAllLines(output.logFile()))
        .containsExactly("first", "zweite Zeile: größer", "without an end");
  }

  @Test
  void onlyTheLastLinesAreKept() throws Exception {
    HostOutput output =
        read(IntStream.range(0, 50).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
    assertThat(output.last()).hasSize(20).startsWith("line 30").endsWith("line 49");
  }

  @Test
  void theLineOfAJvmThatWaitsForADebuggerBecomesAnInstruction() throws Exception {
    read("Listening for transport dt_socket at address: 5005\n");
    read("Listening for transport dt_socket at address: *:5006\n");
    assertThat(shown())
        .containsExactly(
            "Host [source] waits for a debugger on local port [5005] (multihost.debug)",
            "Host [source] waits for a debugger on local port [5006] (multihost.debug)");
  }

  @Test
  void aLogThatCannotBeWrittenEndsAloneAndOnce() throws Exception {
    HostOutput output =
        read(
            new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)),
            directory.resolve("missing").resolve("log"));
    assertThat(shown()).hasSize(3).contains("[source] one", "[source] two");
    assertThat(shown()).filteredOn(line -> line.contains("the log [")).hasSize(1);
    assertThat(output.last()).contains("one", "two");
  }

  @Test
  void anOutputThatBreaksIsSaid() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Stream closed");
          }
        };
    read(broken, directory.resolve("log"));
    assertThat(shown())
        .singleElement()
        .asString()
        .contains("its output cannot be read any more", "Stream closed");
  }
}
