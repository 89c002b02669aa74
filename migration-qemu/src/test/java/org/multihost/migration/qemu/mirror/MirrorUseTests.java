package org.multihost.migration.qemu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.OldQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** Mirrored disks together with the other things that a test can do with a VM. */
@NeedsQemu
@Timeout(240)
class MirrorUseTests extends MirrorFixture {

  private static final String COPY = "destination/vm1-disk0-copy.raw";

  private static void write(GuestSession session, String text) {
    output(session, "printf '%s' | dd of=/dev/vda conv=notrunc,fsync".formatted(text));
  }

  private static String read(GuestSession session, int bytes) {
    return output(
        session, "echo 3 > /proc/sys/vm/drop_caches; head -c %d /dev/vda".formatted(bytes));
  }

  @Test
  void aVmThatIsStartedAgainHasTheDiskWithWhichItCame() throws Exception {
    Path home = image("home.img");
    VmSpec there = spec("destination", raw(images.resolve("not-there.img")));
    VmSpec here = spec("source", raw(home));
    LocalVm first = source.start(here);
    write(first.login(BOOT), "one");
    LocalVm second = hop(first, destination, there, AS_IT_COMES);
    write(second.login(BOOT), "two");
    second.close();

    LocalVm third = destination.start(there);
    GuestSession session = third.login(BOOT);
    assertThat(read(session, 7)).isEqualTo("twos is");
    write(session, "six");
    LocalVm fourth = hop(third, source, here, AS_IT_COMES);
    assertThat(read(fourth.login(BOOT), 7)).isEqualTo("sixs is");
    fourth.close();
    assertThat(read(source.start(here).login(BOOT), 7)).isEqualTo("sixs is");
    assertThat(block(home, 0)).startsWith("ones is");
  }

  @Test
  @Tag("long")
  void aGuestThatIsPausedStaysPausedAndHasItsDisk() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    write(here.login(BOOT), "one");
    here.pause();
    IncomingVm there = arriving(here, home);
    OutgoingReport report = end(here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {}));
    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    end(there);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
    here.close();
    there.vm().resume();
    GuestSession session = there.vm().login(BOOT);
    assertThat(read(session, 3)).isEqualTo("one");
    write(session, "two");
    assertThat(block(images.resolve(COPY), 0)).startsWith("twos is");
  }

  /** The guest runs at the destination, with its disk, before its memory is complete. */
  @Test
  void aPostcopyHasItsDisk() throws Exception {
    Path home = image("home.img");
    MigrationSettings settings =
        AS_IT_COMES.limited(4 << 20, Duration.ofMillis(1)).with("postcopy-ram");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    write(session, "one");
    IncomingVm there = arriving(here, home);
    QmpClient qmp = here.unwrap(QmpClient.class);
    MigrationEndpoint endpoint = there.listen(settings);
    OutgoingMigration leaving;
    try (QmpSubscription active =
        qmp.subscribe(
            event ->
                event.name().equals("MIGRATION")
                    && event.text("status").equals(Optional.of("active")))) {
      leaving = here.migrate(endpoint, settings, now -> {});
      active.take(Duration.ofSeconds(60), "the stream's begin");
    }
    qmp.execute("migrate-start-postcopy");
    OutgoingReport report = end(leaving);
    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(end(there).state()).isEqualTo(VmState.RUNNING);
    here.close();
    GuestSession arrived = there.vm().login(BOOT);
    assertThat(read(arrived, 3)).isEqualTo("one");
    write(arrived, "two");
    assertThat(block(images.resolve(COPY), 0)).startsWith("twos is");
    assertThat(block(home, 0)).startsWith("ones is");
    hop(there.vm(), source, spec("source", raw(home)), AS_IT_COMES);
  }

  private static VirtualMachineDriver driver(String host, boolean old) {
    return new QemuDriverProvider().create(old ? OldQemu.on(host) : new TestContext(host));
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({"true,true", "true,false", "false,true"})
  void otherVersionsOfQemuMirrorTheirDisks(boolean oldSource, boolean oldDestination)
      throws Exception {
    Path home = image("home.img");
    try (VirtualMachineDriver from = driver("source", oldSource);
        VirtualMachineDriver to = driver("destination", oldDestination)) {
      VmSpec here = sameEverywhere(spec("source", raw(home)));
      VmSpec there = sameEverywhere(spec("destination", raw(home)));
      LocalVm first = from.start(here);
      write(first.login(BOOT), "one");
      LocalVm second = hop(first, to, there, AS_IT_COMES);
      GuestSession session = second.login(BOOT);
      assertThat(read(session, 3)).isEqualTo("one");
      write(session, "two");
      LocalVm third = hop(second, from, here, AS_IT_COMES);
      assertThat(read(third.login(BOOT), 3)).isEqualTo("two");
    }
  }

  private static VmSpec sameEverywhere(VmSpec spec) {
    return spec.toBuilder().machine(Optional.of("pc-q35-7.2")).cpu(Optional.of("qemu64")).build();
  }

  @Test
  void aDiskThatWasPluggedInIsMirroredToo() throws Exception {
    Path home = image("home.img");
    Path plugged = image("plugged.img");
    VmSpec here = spec("source", raw(home));
    LocalVm first = source.start(here);
    GuestSession session = first.login(BOOT);
    first.unwrap(QemuDevices.class).attachDisk("extra", plugged, "raw");
    output(session, "until [ -b /dev/vdb ]; do :; done");
    output(session, "printf one | dd of=/dev/vdb conv=notrunc,fsync");

    LocalVm second = hop(first, destination, spec("destination", raw(home)), AS_IT_COMES);
    GuestSession onCopy = second.login(BOOT);
    assertThat(nodes(second))
        .contains("destination/vm1-extra-copy.raw")
        .doesNotContain(plugged.toString());
    output(onCopy, "echo 3 > /proc/sys/vm/drop_caches; [ $(head -c 3 /dev/vdb) = one ]");
    output(onCopy, "printf two | dd of=/dev/vdb conv=notrunc,fsync");
    assertThat(block(plugged, 0)).startsWith("ones is plugged");
    assertThat(block(images.resolve("destination/vm1-extra-copy.raw"), 0)).startsWith("twos is");

    LocalVm third = hop(second, source, here, AS_IT_COMES);
    third.unwrap(QemuDevices.class).detach("extra");
    assertThat(nodes(third)).doesNotContain("extra");
    hop(third, destination, spec("destination", raw(home)), AS_IT_COMES);
  }

  private static long allocated(Path image) throws Exception {
    Process stat = new ProcessBuilder("stat", "-c", "%b", image.toString()).start();
    return 512 * Long.parseLong(stat.inputReader().readLine().strip());
  }

  @Test
  void aSparseDiskStaysSparseOnTheWayThereAndBack() throws Exception {
    Path home = image("home.img");
    assertThat(allocated(home)).isLessThan(SIZE / 4);
    VmSpec here = spec("source", raw(home));

    LocalVm second =
        hop(source.start(here), destination, spec("destination", raw(home)), AS_IT_COMES);
    hop(second, source, here, AS_IT_COMES);

    assertThat(allocated(images.resolve(COPY))).isLessThan(SIZE / 4);
    assertThat(allocated(images.resolve("source/vm1-disk0-copy.raw"))).isLessThan(SIZE / 4);
  }

  /** An older file of the disk is on both hosts. */
  @Test
  void aVmWhoseDiskDidNotComeAlongIsNotStartedWithAnotherFileOfIt() throws Exception {
    Path home = image("home.img");
    VmSpec here = spec("source", raw(home), raw(image("second.img")));
    VmSpec there = spec("destination", raw(home), raw(images.resolve("second.img")));
    LocalVm first = hop(source.start(here), destination, there, AS_IT_COMES);
    LocalVm second = hop(first, source, here, AS_IT_COMES);
    second.login(BOOT);
    second.unwrap(QemuDevices.class).detach("disk1");
    LocalVm third = hop(second, destination, there, AS_IT_COMES);
    third.close();
    assertThatThrownBy(() -> destination.start(there))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1] cannot start here", "[disk1] was detached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "FD"})
  void theServerHasOneOfThePortsOfTheSetting(Transport.Kind kind) throws Exception {
    Path home = image("home.img");
    MigrationSettings settings =
        AS_IT_COMES.over(kind == Transport.Kind.TCP ? Transport.tcp() : Transport.fd());
    LocalVm here = started(home);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int first = taken.getLocalPort();
      int last = Math.min(first + 50, 65535);
      TestContext context =
          new TestContext("destination").with("multihost.migration.ports", first + "-" + last);
      try (VirtualMachineDriver to = new QemuDriverProvider().create(context)) {
        IncomingVm there =
            to.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
        MigrationEndpoint endpoint = there.listen(settings);
        String uri = endpoint.uri();
        int stream = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1));
        int disks = DiskPlace.of(endpoint.disks().orElseThrow()).address().port().orElseThrow();
        assertThat(List.of(stream, disks))
            .doesNotHaveDuplicates()
            .allSatisfy(port -> assertThat(port).isBetween(first + 1, last));
        assertThat(end(here.migrate(endpoint, settings, now -> {})).outcome())
            .isEqualTo(MigrationOutcome.COMPLETED);
      }
    }
  }

  /** The range has one port, which the disks take; or none, as another process has it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRangeThatIsTooSmallIsNamed(boolean used) throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    int only = taken.getLocalPort();
    if (!used) {
      taken.close();
    }
    TestContext context =
        new TestContext("destination").with("multihost.migration.ports", only + "-" + only);
    try (taken;
        VirtualMachineDriver to = new QemuDriverProvider().create(context)) {
      IncomingVm there =
          to.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
      assertThatThrownBy(() -> there.listen(AS_IT_COMES))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll(
              "[vm1]", "[multihost.migration.ports]", "[" + only + "-" + only + "]");
    }
  }
}
