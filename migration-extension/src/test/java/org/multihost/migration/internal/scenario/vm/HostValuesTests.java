package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.spi.text.PortRange;

class HostValuesTests {

  @TempDir Path directory;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final HostConsole console = new HostConsole(new PrintStream(output, true), "");
  private final HostValues source = values("source");
  private final HostValues destination = values("destination");

  private static HostValues values(String host) {
    return new HostValues(
        new HostValues.Place(
            host, new OwnedDirectories().of("run1"), new HostPorts(), PortRange.ANY));
  }

  @AfterEach
  void release() {
    source.close();
    destination.close();
  }

  private static String value(HostValues values, String vm, String placeholder) {
    return values.of(vm, name -> "argument " + name).find(Placeholder.parse(placeholder)).get();
  }

  @Test
  void areTheHostTheVmAndTheArguments() {
    assertThat(value(source, "vm1", "host")).isEqualTo("source");
    assertThat(value(source, "vm1", "vm")).isEqualTo("vm1");
    assertThat(value(source, "vm1", "arg:a")).isEqualTo("argument a");
  }

  @Test
  void aPortIsTheSameWhereverItsNameStands() {
    String web = value(source, "vm1", "port:web");

    assertThat(value(source, "vm1", "port:web")).isEqualTo(web);
    assertThat(List.of(value(source, "vm1", "port:vnc"), value(source, "vm2", "port:web")))
        .doesNotContain(web)
        .doesNotHaveDuplicates();
    assertThat(value(destination, "vm1", "port:web")).isNotEqualTo(web);
  }

  @Test
  void aPortIsFreeAndNoOtherProcessGetsIt() throws IOException {
    int port = Integer.parseInt(value(source, "vm1", "port:web"));

    try (ServerSocket socket = new ServerSocket(port)) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
    assertThat(HostPorts.candidates(PortRange.ANY, new PortRange(32_768, 60_999)))
        .doesNotContain(32_768, 60_999)
        .contains(32_767, 61_000);
  }

  @Test
  void noPortIsOneOfTheStreams() {
    assertThat(HostPorts.candidates(new PortRange(20_000, 20_010), new PortRange(30_000, 40_000)))
        .doesNotContain(20_000, 20_010, 30_000, 40_000)
        .contains(19_999, 20_011);
    assertThat(HostPorts.candidates(new PortRange(1, 10_001), new PortRange(1, 65_535)))
        .doesNotContain(10_001)
        .contains(10_002);
  }

  @Test
  void twoProcessesReserveDifferentPortsUntilTheyReleaseThem() {
    HostPorts one = new HostPorts(directory);
    HostPorts other = new HostPorts(directory);
    PortRange allButTwo = new PortRange(10_000, 65_533);
    HostPorts.Reserved first = one.reserve(allButTwo);
    Set<Integer> both = new HashSet<>(List.of(first.port()));

    HostPorts.Reserved second = other.reserve(allButTwo);
    both.add(second.port());
    assertThat(both).containsExactlyInAnyOrder(65_534, 65_535);

    first.close();
    try (HostPorts.Reserved again = other.reserve(allButTwo)) {
      assertThat(again.port()).isEqualTo(first.port());
    }
    one.close();
    other.close();
  }

  @Test
  void eachVmHasADirectoryOfItsOwnOnEachHost() {
    Path one = Path.of(value(source, "vm1", "dir"));

    assertThat(one).isDirectory().isEqualTo(Path.of(value(source, "vm1", "dir")));
    assertThat(Path.of(value(source, "vm2", "dir"))).isDirectory().isNotEqualTo(one);
    assertThat(Path.of(value(destination, "vm1", "dir"))).isDirectory().isNotEqualTo(one);
    assertThat(one.resolve("a-name.sock").toString().length()).isLessThan(108);
  }

  @Test
  void theDirectoriesAreGoneAfterTheTestUnlessTheyAreKept() throws IOException {
    Path gone = Files.createFile(Path.of(value(source, "vm1", "dir")).resolve("file"));
    Path kept = Files.createFile(Path.of(value(destination, "vm1", "dir")).resolve("file"));

    source.end(false, console);
    destination.end(true, console);

    assertThat(gone.getParent().getParent()).doesNotExist();
    assertThat(kept).exists();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("kept in [" + kept.getParent().getParent() + "]");
    Files.delete(kept);
    Files.delete(kept.getParent());
    Files.delete(kept.getParent().getParent());
  }
}
