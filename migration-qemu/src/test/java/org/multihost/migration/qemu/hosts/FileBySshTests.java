package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.ssh.SshCopy;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.TestSshServer;

/** A machine's file is sent to a host that does not see it, by a real SSH server. */
@NeedsQemu
@Timeout(600)
class FileBySshTests {

  @TempDir Path directory;

  private TestSshServer server;

  @BeforeEach
  public void start() throws Exception {
    server = new TestSshServer("never asked for");
  }

  @AfterEach
  public void stop() throws Exception {
    server.close();
  }

  @Test
  void aMachineMigratesThroughAFileThatIsSent() throws Exception {
    Path file = directory.resolve("it's the vm's.state");
    String ssh = "multihost.host.destination.ssh";
    System.setProperty(ThroughFileTestCase.FILE, file.toString());
    try {
      EngineTestKit.engine("multihost")
          .selectors(selectClass(ThroughFileTestCase.class))
          .configurationParameter(ssh, "me@127.0.0.1:" + server.port())
          .configurationParameter(ssh + ".identity", server.identity(directory).toString())
          .configurationParameter(ssh + ".known-hosts", server.knownHosts(directory).toString())
          .execute()
          .testEvents()
          .assertStatistics(tests -> tests.started(2).succeeded(2));
    } finally {
      System.clearProperty(ThroughFileTestCase.FILE);
    }

    assertThat(server.commands()).singleElement().asString().startsWith("cat >");
    assertThat(file).doesNotExist();
  }

  @Test
  void aServerThatIsNotKnownIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    Path nobody = Files.createFile(directory.resolve("nobody"));

    assertThatThrownBy(() -> copy(server.identity(directory), nobody).send(file))
        .isInstanceOf(MultihostException.class)
        .hasMessageContainingAll(
            "[" + file + "] cannot be sent to [me@127.0.0.1:" + server.port() + "]",
            "Server key did not validate");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void whatTheShellThereSaysIsInTheError() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    // A shell that ends before it has read all would not do: this server then forgets what it said.
    Files.createSymbolicLink(SshCopy.partialOf(file), Path.of("/dev/full"));

    assertThatThrownBy(
            () -> copy(server.identity(directory), server.knownHosts(directory)).send(file))
        .hasMessageContainingAll(
            "file.part", "ended with status [1] and said [", "space left on device");
  }

  @Test
  @Tag("long")
  void aShellThatDoesNotEndIsGivenUpInTime() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    String unread = SshCopy.partialOf(file).toString();
    assertThat(new ProcessBuilder("mkfifo", unread).start().waitFor()).isZero();

    assertThatThrownBy(
            () ->
                copy(
                        server.identity(directory),
                        server.knownHosts(directory),
                        Duration.ofSeconds(15))
                    .send(file))
        .hasMessageContainingAll("within 15 s", "did not end");
  }

  private SshCopy copy(Path identity, Path knownHosts) {
    return copy(identity, knownHosts, Duration.ofSeconds(60));
  }

  private SshCopy copy(Path identity, Path knownHosts, Duration limit) {
    SshTarget target =
        new SshTarget(
            Optional.of("me"),
            "127.0.0.1",
            Optional.of(server.port()),
            Optional.of(identity),
            Optional.of(knownHosts));
    return new SshCopy(target, limit);
  }
}
