package org.multihost.migration.qemu.perhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;

/** What is wrong with a host itself, which it says before it waits for another one. */
@Timeout(300)
class SurroundingsTests {

  private static final long PATIENCE = 120;
  private static final String ADDRESSES = "source=192.0.2.1,destination=192.0.2.2";

  @TempDir Path directory;

  private static void assertSays(HostLaunch launch, String... texts) throws Exception {
    try (HostProcess host = launch.start(OverTcpTestCase.class)) {
      assertThat(host.awaitLine("MultihostConfigurationException", PATIENCE)).contains(texts);
      assertThat(host.text()).doesNotContain("waits for");
    }
  }

  /** As Debian's installer writes it for a computer without a fixed address. */
  @Test
  void aNameThatIsTheLoopbackAddressOfItsOwnHost() throws Exception {
    Path names = Files.writeString(directory.resolve("hosts"), "127.0.1.1 box.example box\n");
    assertSays(
        HostLaunch.of("source", "source=box,destination=192.0.2.2", directory)
            .with("-Djdk.net.hosts.file=" + names),
        "[source]",
        "[box]",
        "loopback",
        "give its address instead of its name");
  }

  /** As on a copy of another computer, which still has that one's name. */
  @Test
  void aNameOfAnotherHostThatIsTheLoopbackAddressHere() throws Exception {
    Path names = Files.writeString(directory.resolve("hosts"), "127.0.1.1 box\n");
    assertSays(
        HostLaunch.of("destination", "source=box,destination=192.0.2.2", directory)
            .with("-Djdk.net.hosts.file=" + names),
        "gives host [source] the name [box], which is the loopback address on host [destination]",
        "give its address instead of its name");
  }

  @Test
  void aTemporaryDirectoryThatIsNotThere() throws Exception {
    assertSays(
        HostLaunch.of("destination", ADDRESSES, directory)
            .with("-Djava.io.tmpdir=" + directory.resolve("missing")),
        "[java.io.tmpdir]",
        "[" + directory.resolve("missing") + "]");
  }
}
