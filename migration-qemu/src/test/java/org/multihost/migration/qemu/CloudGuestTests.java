package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.guest.OpenSsh;
import org.multihost.migration.qemu.guest.session.SshSession;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/**
 * The seed of cloud-init on real QEMU, in a guest that takes it as a distribution's image does. The
 * images themselves are in {@code DistributionImageTests}.
 */
@NeedsQemu
@Timeout(600)
class CloudGuestTests {

  private static final Duration BOOT = Duration.ofSeconds(240);

  /** Reads the disk itself, not what the guest has of it in its memory. */
  private static final String READ_SEED =
      "dd if=/dev/vdb iflag=direct bs=4096 2>/dev/null | strings";

  @TempDir Path files;

  private final TestContext here = new TestContext("source");

  private static QemuDriver driver(TestContext context) {
    return QemuDriver.create(context, HostSystem.current());
  }

  /** Another host of the same run. */
  private TestContext there() {
    TestContext other = new TestContext("destination");
    return new TestContext(
        other.host(),
        here.runId(),
        other.logDirectory(),
        other.settings(),
        other.notices(),
        other.migrationAddress());
  }

  @Test
  void theKeyOfTheRunOpensTheGuestOnBothSides() throws Exception {
    Optional<String> own = Optional.of("#cloud-config\npackages: [fio]\n");
    VmSpec spec = CloudGuest.spec(files, "source").toBuilder().userData(own).build();
    VmSpec arrived = CloudGuest.spec(files, "destination").toBuilder().userData(own).build();
    try (QemuDriver source = driver(here);
        QemuDriver destination = driver(there())) {
      source.verify(spec);
      LocalVm leaving = source.start(spec);
      GuestSession before = leaving.login(BOOT);
      assertThat(before).isInstanceOf(SshSession.class);
      assertThat(before.run("whoami; hostname; cat /tmp/own").output())
          .isEqualTo("multihost\nvm-1\n" + own.get());
      String seed = before.run("cat /mnt/*").output();
      assertThat(seed).contains("instance-id:", "ssh-ed25519 ");

      IncomingVm arriving = destination.startIncoming(arrived, leaving.machine(), List.of());
      Hop.migrate(leaving, arriving, MigrationSettings.DEFAULT);
      GuestSession after = arriving.vm().login(BOOT);

      assertThat(after).isInstanceOf(SshSession.class).isNotSameAs(before);
      assertThat(after.run(READ_SEED).output()).contains("instance-id:", "ssh-ed25519 ");
    }
  }

  @Test
  void aKeyThatIsNotInTheSeedIsRefusedAndAFaultOfUserDataIsReported() throws Exception {
    VmSpec spec =
        CloudGuest.spec(files, "source").toBuilder()
            .userData(Optional.of("#cloud-config\nbroken: [\n"))
            .build();
    Path other = OpenSsh.newKey(files.resolve("key"), "-t", "ed25519", "-N", "");
    VmSpec arrived =
        CloudGuest.spec(files, "destination").toBuilder()
            .identity(Optional.of(other.toString()))
            .build();
    try (QemuDriver source = driver(here);
        QemuDriver destination = driver(there())) {
      LocalVm leaving = source.start(spec);
      assertThatThrownBy(() -> leaving.login(BOOT))
          .isInstanceOf(GuestException.class)
          .hasMessageContainingAll(
              "cloud-init of virtual machine [vm_1] has failed",
              "Failed loading yaml blob. Invalid format at line 2",
              "[multihost.vm.vm_1.user-data]");

      IncomingVm arriving = destination.startIncoming(arrived, leaving.machine(), List.of());
      Hop.migrate(leaving, arriving, MigrationSettings.DEFAULT);
      assertThatThrownBy(() -> arriving.vm().login(BOOT))
          .isInstanceOf(GuestException.class)
          .hasMessageContainingAll("[multihost@127.0.0.1:", "was refused", "on its disk [cidata]");
    }
  }

  @Test
  void anImageWithoutCloudInitIsSaidToBeOne() throws Exception {
    VmSpec spec =
        CloudGuest.spec(files, "source").toBuilder()
            .kernel(Optional.empty())
            .initrd(Optional.empty())
            .cmdline(Optional.empty())
            .build();
    try (QemuDriver source = driver(here)) {
      LocalVm vm = source.start(spec);
      assertThatThrownBy(() -> vm.login(Duration.ofSeconds(3)))
          .isInstanceOf(GuestException.class)
          .hasMessageContainingAll(
              "was not possible within 3 s",
              "the image needs cloud-init with the data source NoCloud, and an SSH server",
              "the console does not show its end [Cloud-init v. … finished]",
              "console");
    }
  }
}
