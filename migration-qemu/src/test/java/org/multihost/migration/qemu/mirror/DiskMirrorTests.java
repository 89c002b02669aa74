package org.multihost.migration.qemu.mirror;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.CommandResult;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Storage;
import org.multihost.migration.Transport;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.DiskImage;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Migrations between two hosts with disks of their own, with guests that write to them. */
@NeedsQemu
@Timeout(240)
class DiskMirrorTests {

  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;
  private static final int SIZE = 32 << 20;
  private static final int BLOCK = 4096;

  /** Writes a line after the other, each in a block of its own, until the disk is full. */
  private static final String WRITER =
      """
      (i=1; while [ $i -lt 8000 ]; do
        printf 'line %d.' $i | dd of=/dev/vda bs=4096 seek=$i conv=notrunc,fsync 2>/dev/null
        echo $i > /written
        i=$((i + 1))
      done) >/dev/null 2>&1 & echo $! > /writer\
      """;

  private final VirtualMachineDriver source =
      new QemuDriverProvider().create(new TestContext("source"));
  private final VirtualMachineDriver destination =
      new QemuDriverProvider().create(new TestContext("destination"));

  @TempDir Path images;

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private Path image(String name) throws IOException {
    Path image = images.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE);
      file.writeBytes("this is " + name + ".");
      file.seek(SIZE / 2);
      for (int i = 0; i < 2 << 20; i += BLOCK) {
        file.write("filled ".repeat(BLOCK / 7 + 1).getBytes(ISO_8859_1), 0, BLOCK);
      }
    }
    return image;
  }

  private VmSpec spec(String host, VmDrives.Disk... disks) throws IOException {
    return TestContext.tinyLinux("vm1").toBuilder()
        .disks(List.of(disks))
        .storage(Storage.MIRROR)
        .copies(Optional.of(Files.createDirectories(images.resolve(host))))
        .build();
  }

  private static VmDrives.Disk raw(Path image) {
    return VmDrives.Disk.of(image.toString()).with(image.toString(), Optional.of("raw"));
  }

  private static String output(GuestSession session, String command) {
    CommandResult result = session.run(command);
    assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    return result.output().strip();
  }

  private static LocalVm hop(
      LocalVm here, VirtualMachineDriver to, VmSpec spec, MigrationSettings settings)
      throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(settings);
    OutgoingMigration leaving = here.migrate(endpoint, settings, now -> {});
    OutgoingReport left = end(leaving);
    assertThat(left.outcome()).as("%s", left.error()).isEqualTo(MigrationOutcome.COMPLETED);
    IncomingReport report = there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(report.state()).isEqualTo(VmState.RUNNING);
    here.close();
    return there.vm();
  }

  private static OutgoingReport end(OutgoingMigration migration) throws Exception {
    return migration.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static String block(Path image, int number) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      byte[] bytes = new byte[BLOCK];
      file.seek((long) number * BLOCK);
      file.readFully(bytes);
      String text = new String(bytes, ISO_8859_1);
      return text.contains("\0") ? text.substring(0, text.indexOf('\0')) : text;
    }
  }

  private static int written(GuestSession session) {
    return Integer.parseInt(output(session, "cat /written"));
  }

  private static int stopWriter(GuestSession session) {
    output(session, "kill $(cat /writer); sync");
    return written(session);
  }

  private static void hasLines(Path image, int last) throws IOException {
    for (int i = 1; i <= last; i++) {
      assertThat(block(image, i)).as("block %s of %s", i, image).isEqualTo("line " + i + ".");
    }
  }

  private static String nodes(LocalVm vm) {
    return vm.unwrap(QmpClient.class).execute("query-named-block-nodes").toString();
  }

  @ParameterizedTest
  @CsvSource({"TCP", "UNIX", "FD"})
  void aGuestThatWritesFindsItsDiskThereAndBack(Transport.Kind kind) throws Exception {
    Path home = image("home.img");
    MigrationSettings settings =
        AS_IT_COMES.over(
            switch (kind) {
              case UNIX -> Transport.unix();
              case FD -> Transport.fd();
              default -> Transport.tcp();
            });
    VmSpec here = spec("source", raw(home));
    VmSpec there = spec("destination", raw(images.resolve("not-there.img")));
    source.verify(here);
    destination.verify(there);
    LocalVm first = source.start(here);
    GuestSession session = first.login(BOOT);
    output(session, WRITER);

    LocalVm second = hop(first, destination, there, settings);
    int atHome = linesOf(home);
    Path copy = images.resolve("destination/vm1-disk0-copy.raw");
    assertThat(copy).hasSize(SIZE);
    GuestSession onCopy = second.login(BOOT);
    int afterFirst = written(onCopy);
    output(onCopy, "until [ $(cat /written) -gt %d ]; do :; done".formatted(afterFirst + 5));
    assertThat(nodes(second)).contains(copy.toString()).doesNotContain(home.toString());

    LocalVm third = hop(second, source, here, settings);
    GuestSession back = third.login(BOOT);
    output(back, "until [ $(cat /written) -gt %d ]; do :; done".formatted(written(back) + 5));
    int all = stopWriter(back);
    third.close();

    Path last = images.resolve("source/vm1-disk0-copy.raw");
    hasLines(last, all);
    assertThat(block(last, 0)).isEqualTo("this is home.img.");
    assertThat(block(last, 4096)).startsWith("filled filled");
    assertThat(atHome).as("lines of the image at home").isPositive().isLessThan(all);
    assertThat(linesOf(home)).as("the guest has left that image").isEqualTo(atHome);
    assertThat(Files.mismatch(copy, last)).as("more was written after the second").isPositive();
  }

  private static int linesOf(Path image) throws IOException {
    int number = 1;
    while (block(image, number).equals("line " + number + ".")) {
      number++;
    }
    return number - 1;
  }

  /** Two disks of different formats and buses, one with a thread, beside one that is read-only. */
  @Test
  void disksOfEveryKindAreMirroredAndReadOnlyOnesAreNot() throws Exception {
    Path first = image("first.img");
    Path shared = image("shared.img");
    Path second = images.resolve("second.qcow2");
    QemuImg.find(HostSystem.current())
        .create(new DiskImage(second, "qcow2"), SIZE, Duration.ofSeconds(20));
    VmDrives.Disk[] disks = {
      new VmDrives.Disk(
          first.toString(),
          Optional.of("raw"),
          DiskBus.PARAVIRTUAL,
          Optional.empty(),
          DiskCache.NONE,
          false,
          true),
      new VmDrives.Disk(
          second.toString(),
          Optional.of("qcow2"),
          DiskBus.SCSI,
          Optional.empty(),
          DiskCache.WRITEBACK,
          false,
          false),
      new VmDrives.Disk(
          shared.toString(),
          Optional.of("raw"),
          DiskBus.PARAVIRTUAL,
          Optional.empty(),
          DiskCache.WRITEBACK,
          true,
          false)
    };
    VmSpec here = spec("source", disks);
    VmSpec there = spec("destination", disks);
    LocalVm vm = source.start(here);
    output(vm.login(BOOT), "printf hello | dd of=/dev/sda conv=notrunc,fsync");
    LocalVm moved = hop(vm, destination, there, AS_IT_COMES);
    GuestSession session = moved.login(BOOT);
    output(session, "echo 3 > /proc/sys/vm/drop_caches");
    assertThat(output(session, "head -c 5 /dev/sda")).isEqualTo("hello");
    assertThat(output(session, "head -c 17 /dev/vda")).isEqualTo("this is first.img");
    assertThat(output(session, "head -c 18 /dev/vdb")).isEqualTo("this is shared.img");
    output(session, "printf world | dd of=/dev/sda conv=notrunc,fsync");
    output(session, "printf 'that' | dd of=/dev/vda conv=notrunc,fsync");
    assertThat(nodes(moved))
        .contains("destination/vm1-disk0-copy.raw", "destination/vm1-disk1-copy.qcow2")
        .contains(shared.toString());

    LocalVm back = hop(moved, source, here, AS_IT_COMES);
    GuestSession last = back.login(BOOT);
    output(last, "echo 3 > /proc/sys/vm/drop_caches");
    assertThat(output(last, "head -c 5 /dev/sda")).isEqualTo("world");
    assertThat(output(last, "head -c 17 /dev/vda")).isEqualTo("that is first.img");
    assertThat(block(first, 0)).isEqualTo("this is first.img.");
  }

  /** The wrong twin of a destination: its disk is larger, or smaller. */
  @ParameterizedTest
  @CsvSource({"2", "-2"})
  void aDiskOfAnotherSizeFailsTheMigration(int mebibytes) throws Exception {
    Path home = image("home.img");
    LocalVm here = source.start(spec("source", raw(home)));
    GuestSession session = here.login(BOOT);
    String size = "\"disk0\":" + SIZE;
    String machine = here.machine().text();
    assertThat(machine).contains(size);
    long other = SIZE + ((long) mebibytes << 20);
    IncomingVm there =
        destination.startIncoming(
            spec("destination", raw(home)),
            new MachineDescription(machine.replace(size, "\"disk0\":" + other)),
            List.of());
    OutgoingReport report = end(here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {}));
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse(""))
        .contains(
            "disk [disk0] has [%d] bytes on the source and [%d] on the destination"
                .formatted(SIZE, other));
    runsOn(here, session, home);
    hop(here, destination, spec("again", raw(home)), AS_IT_COMES);
  }

  /** The guest runs, its disk is the image at home, and nothing is left of the mirror. */
  private static void runsOn(LocalVm here, GuestSession session, Path home) throws Exception {
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
    output(session, "printf 'on and on' | dd of=/dev/vda conv=notrunc,fsync");
    assertThat(block(home, 0)).startsWith("on and on");
    JsonNode jobs = here.unwrap(QmpClient.class).execute("query-jobs");
    assertThat(jobs).isEmpty();
    assertThat(nodes(here)).doesNotContain("nbd");
  }

  @Test
  void aServerThatEndsDuringTheMirrorFailsTheMigrationInTheJobsWords() throws Exception {
    Path home = image("home.img");
    LocalVm here = source.start(spec("source", raw(home)));
    GuestSession session = here.login(BOOT);
    output(session, WRITER);
    IncomingVm there =
        destination.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    OutgoingMigration leaving = slowly(here, endpoint);
    there.vm().unwrap(QmpClient.class).execute("nbd-server-stop");
    OutgoingReport report = end(leaving);
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse("")).contains("disk [disk0]: Input/output error");
    int lines = stopWriter(session);
    hasLines(home, lines);
    runsOn(here, session, home);
    there.vm().close();

    LocalVm moved = hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
    assertThat(written(moved.login(BOOT))).isEqualTo(lines);
  }

  /** Starts a migration whose mirror has begun and takes long. */
  private static OutgoingMigration slowly(LocalVm here, MigrationEndpoint endpoint) {
    QmpClient qmp = here.unwrap(QmpClient.class);
    try (QmpSubscription jobs =
        qmp.subscribe(
            event ->
                event.name().equals("JOB_STATUS_CHANGE")
                    && event.text("status").equals(Optional.of("running")))) {
      OutgoingMigration leaving = here.migrate(endpoint, AS_IT_COMES, now -> {});
      QmpEvent runs = jobs.take(Duration.ofSeconds(20), "a running job");
      qmp.execute(
          "block-job-set-speed",
          Map.of("device", runs.text("id").orElseThrow(), "speed", 64 << 10));
      return leaving;
    }
  }

  @Test
  void aMigrationCanBeCancelledDuringTheMirror() throws Exception {
    Path home = image("home.img");
    LocalVm here = source.start(spec("source", raw(home)));
    GuestSession session = here.login(BOOT);
    IncomingVm there =
        destination.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
    OutgoingMigration leaving = slowly(here, there.listen(AS_IT_COMES));
    leaving.cancel();
    assertThat(end(leaving).outcome()).isEqualTo(MigrationOutcome.CANCELLED);
    runsOn(here, session, home);
    there.vm().close();
    hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
  }

  @Test
  void aFileCannotTakeDisks() throws Exception {
    Path home = image("home.img");
    LocalVm here = source.start(spec("source", raw(home)));
    IncomingVm there =
        destination.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
    MigrationSettings file = AS_IT_COMES.over(new Transport.File(images.resolve("state")));
    assertThatThrownBy(() -> there.listen(file))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[vm1] cannot migrate through a file with [storage = mirror]");
  }

  @Test
  void aDestinationWithoutAPlaceForItsDisksSaysSo() throws Exception {
    Path home = image("home.img");
    LocalVm here = source.start(spec("source", raw(home)));
    VmSpec shared = TestContext.tinyLinux("vm1").toBuilder().disks(List.of(raw(home))).build();
    assertThatThrownBy(() -> destination.startIncoming(shared, here.machine(), List.of()))
        .hasMessageContaining("[storage = SHARED]")
        .hasMessageContaining("give all hosts the same");
  }
}
