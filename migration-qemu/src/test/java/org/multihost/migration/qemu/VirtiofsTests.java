package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.process.QemuCompanions;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;
import org.opentest4j.TestAbortedException;

/** A directory that the real virtiofsd shares with the default guest. */
@NeedsQemu
@Timeout(300)
class VirtiofsTests {

  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final String DEVICE = "vhost-user-fs-pci";
  private static final Map<String, String> OPTIONS = Map.of("chardev", "fs", "tag", "data");
  private static final String MOUNT =
      "modprobe virtiofs; mkdir -p /data; until mount -t virtiofs data /data; do sleep 0.1; done";

  @TempDir Path directory;
  private final VirtualMachineDriver source =
      new QemuDriverProvider().create(new TestContext("source"));
  private final VirtualMachineDriver destination =
      new QemuDriverProvider().create(new TestContext("destination"));

  @BeforeEach
  void createDirectory() throws Exception {
    Files.createDirectory(directory.resolve("shared"));
    Files.writeString(directory.resolve("shared/greeting"), "hello");
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private VmSpec spec(VirtualMachineDriver driver, String host, String... more) {
    Path socket = directory.resolve(host + ".sock");
    List<String> command =
        List.of("virtiofsd", "--socket-path=" + socket, "-o", "source=" + directory + "/shared");
    VmSpec spec =
        TestContext.tinyLinux("vm1").toBuilder()
            .companions(
                List.of(new VmSpec.Companion("fs", command, Optional.of(socket.toString()))))
            .arguments(
                Stream.concat(
                        Stream.of(
                            "-object",
                            "memory-backend-memfd,id=ram,size=128M,share=on",
                            "-machine",
                            "memory-backend=ram",
                            "-chardev",
                            "socket,id=fs,path=" + socket),
                        Stream.of(more))
                    .toList())
            .build();
    verify(driver, spec);
    return spec;
  }

  /** Aborts the test on a host without virtiofsd, and fails it in CI. */
  private static void verify(VirtualMachineDriver driver, VmSpec spec) {
    try {
      driver.verify(spec);
    } catch (DriverUnavailableException missing) {
      if ("true".equals(System.getenv("CI"))) {
        throw missing;
      }
      throw new TestAbortedException(missing.getMessage());
    }
  }

  private static String output(GuestSession session, String command) {
    CommandResult result = session.run(command);
    assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    return result.output().strip();
  }

  private void refuses(LocalVm here) throws Exception {
    GuestSession session = here.login(BOOT);
    output(session, MOUNT);
    assertThat(output(session, "cat /data/greeting; echo answer > /data/answer"))
        .isEqualTo("hello");
    assertThat(directory.resolve("shared/answer")).hasContent("answer");

    assertThatThrownBy(here::machine)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1]: it cannot migrate, as QEMU says");
    assertThat(output(session, "cat /data/greeting")).isEqualTo("hello");
  }

  @Test
  void aMountedDirectoryIsRefusedBeforeADestinationStarts() throws Exception {
    refuses(source.start(spec(source, "source", "-device", DEVICE + ",chardev=fs,tag=data")));
  }

  @Test
  @Tag("long")
  void anOlderQemuRefusesItToo() throws Exception {
    try (VirtualMachineDriver old = new QemuDriverProvider().create(OldQemu.on("old"))) {
      refuses(old.start(spec(old, "old", "-device", DEVICE + ",chardev=fs,tag=data")));
    }
  }

  /* QEMU cannot be asked about a device that no driver has. */
  @Test
  void aDirectoryWithoutADriverFailsTheMigrationAtItsEnd() throws Exception {
    Path image = Files.write(directory.resolve("empty.img"), new byte[1 << 20]);
    VmSpec spec =
        spec(source, "source", "-device", DEVICE + ",chardev=fs,tag=data").toBuilder()
            .image(Optional.of(image.toString()))
            .build();
    VmSpec other =
        spec(destination, "destination", "-device", DEVICE + ",chardev=fs,tag=data").toBuilder()
            .image(Optional.of(image.toString()))
            .build();
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(other, here.machine(), List.of());
    MigrationSettings settings = MigrationSettings.DEFAULT;

    OutgoingReport report = end(here.migrate(there.listen(settings), settings, now -> {}));

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElseThrow()).contains("pre-save failed: vhost-user-fs-backend");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  @Tag("long")
  void aDirectoryThatIsDetachedBeforeAHopIsThereAgainAfterIt() throws Exception {
    LocalVm here = source.start(spec(source, "source"));
    GuestSession session = here.login(BOOT);
    here.unwrap(QemuDevices.class).attach("share", DEVICE, OPTIONS);
    output(session, MOUNT);
    assertThat(output(session, "cat /data/greeting")).isEqualTo("hello");
    output(session, "umount /data");
    here.unwrap(QemuDevices.class).detach("share");

    LocalVm there = hop(here, destination, spec(destination, "destination"));

    there.unwrap(QemuDevices.class).attach("share", DEVICE, OPTIONS);
    GuestSession again = there.login(BOOT);
    output(again, MOUNT);
    assertThat(output(again, "cat /data/greeting")).isEqualTo("hello");
    assertThat(there.unwrap(QemuCompanions.class).isAlive("fs")).isTrue();
  }
}
