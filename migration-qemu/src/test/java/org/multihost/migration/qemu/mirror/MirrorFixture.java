package org.multihost.migration.qemu.mirror;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestSession;
import org.multihost.migration.Storage;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Two hosts with disks of their own, and guests that write to them. */
abstract class MirrorFixture {

  static final Duration BOOT = Duration.ofSeconds(120);
  static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;
  static final int SIZE = 32 << 20;
  static final int BLOCK = 4096;

  /** Writes a line after the other, each in a block of its own, until the disk is full. */
  static final String WRITER =
      """
      (i=1; while [ $i -lt 8000 ]; do
        printf 'line %d.' $i | dd of=/dev/vda bs=4096 seek=$i conv=notrunc,fsync 2>/dev/null
        echo $i > /writing && mv /writing /written
        i=$((i + 1))
      done) >/dev/null 2>&1 & echo $! > /writer\
      """;

  final VirtualMachineDriver source = new QemuDriverProvider().create(new TestContext("source"));
  final VirtualMachineDriver destination =
      new QemuDriverProvider().create(new TestContext("destination"));

  @TempDir Path images;

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  Path image(String name) throws IOException {
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

  VmSpec spec(String host, VmDrives.Disk... disks) throws IOException {
    return TestContext.tinyLinux("vm1").toBuilder()
        .disks(List.of(disks))
        .storage(Storage.MIRROR)
        .copies(Optional.of(Files.createDirectories(images.resolve(host))))
        .build();
  }

  static VmDrives.Disk raw(Path image) {
    return VmDrives.Disk.of(image.toString()).with(image.toString(), Optional.of("raw"));
  }

  static String output(GuestSession session, String command) {
    CommandResult result = session.run(command);
    assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    return result.output().strip();
  }

  /** Starts a VM at the source, with one disk. */
  LocalVm started(Path home) throws IOException {
    return source.start(spec("source", raw(home)));
  }

  /** Starts its destination. */
  IncomingVm arriving(LocalVm here, Path home) throws IOException {
    return destination.startIncoming(spec("destination", raw(home)), here.machine(), List.of());
  }

  static String block(Path image, int number) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      byte[] bytes = new byte[BLOCK];
      file.seek((long) number * BLOCK);
      file.readFully(bytes);
      String text = new String(bytes, ISO_8859_1);
      return text.contains("\0") ? text.substring(0, text.indexOf('\0')) : text;
    }
  }

  static int written(GuestSession session) {
    return Integer.parseInt(output(session, "cat /written"));
  }

  static int stopWriter(GuestSession session) {
    output(session, "kill $(cat /writer); sync");
    return written(session);
  }

  static void hasLines(Path image, int last) throws IOException {
    for (int i = 1; i <= last; i++) {
      assertThat(block(image, i)).as("block %s of %s", i, image).isEqualTo("line " + i + ".");
    }
  }

  static String nodes(LocalVm vm) {
    return vm.unwrap(QmpClient.class).execute("query-named-block-nodes").toString();
  }

  static int linesOf(Path image) throws IOException {
    int number = 1;
    while (block(image, number).equals("line " + number + ".")) {
      number++;
    }
    return number - 1;
  }

  /** The guest runs, its disk is the image at home, and nothing is left of the mirror. */
  static void runsOn(LocalVm here, GuestSession session, Path home) throws Exception {
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
    output(session, "printf 'on and on' | dd of=/dev/vda conv=notrunc,fsync");
    assertThat(block(home, 0)).startsWith("on and on");
    JsonNode jobs = here.unwrap(QmpClient.class).execute("query-jobs");
    assertThat(jobs).isEmpty();
    assertThat(nodes(here)).doesNotContain("nbd");
  }

  /** Requires that the destination ends without the guest, and that nothing of its copy is left. */
  void isGone(IncomingVm there) {
    there.vm().close();
    assertThat(images.resolve("destination")).isEmptyDirectory();
  }

  /** Starts a migration whose mirror has begun and takes long. */
  static OutgoingMigration slowly(LocalVm here, MigrationEndpoint endpoint) {
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
}
