package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.ProgramOutput;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** The formats of disks, with images that QEMU's own tool makes. */
@NeedsQemu
@Timeout(120)
class DiskFormatTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path images;
  private VirtualMachineDriver source;
  private VirtualMachineDriver destination;

  @BeforeEach
  void startDrivers() {
    source = new QemuDriverProvider().create(new TestContext("source"));
    destination = new QemuDriverProvider().create(new TestContext("destination"));
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private Path created(String format, String... options) {
    Path image = images.resolve("image." + format);
    create(image, format, "1M", options);
    return image;
  }

  private static void create(Path image, String format, String size, String... options) {
    String program = QemuImg.find(HostSystem.current()).program().toString();
    List<String> command = new ArrayList<>(List.of(program, "create", "-q", "-f", format));
    command.addAll(List.of(options));
    command.addAll(List.of(image.toString(), size));
    ProgramOutput.of(command, LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2", "qed", "qcow", "vmdk", "vdi", "vhdx", "vpc", "parallels"})
  void areRecognised(String format) throws IOException {
    assertThat(DiskImage.of(created(format)).format()).isEqualTo(format);
  }

  @Test
  void areRecognisedWhateverTheVersion() throws IOException {
    assertThat(DiskImage.of(created("qcow2", "-o", "compat=0.10")).format()).isEqualTo("qcow2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmdk", "vdi", "vhdx", "vpc", "qcow", "parallels"})
  void areRefusedBeforeTheStartWhereQemuDoesNotMigrateWithThem(String format) {
    VmSpec spec = TestContext.withDisk("vm1", created(format));

    assertThatThrownBy(() -> source.verify(spec))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[vm1]", "image." + format, "[" + format + "]", "qemu-img convert");
  }

  @Test
  void anEncryptedImageIsRefused() throws IOException {
    Path image =
        Files.writeString(
            images.resolve("luks.img"), "LUKS\u00ba\u00be\0\u0001", StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> source.verify(TestContext.withDisk("vm1", image)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[luks]", "raw and qcow2");
  }

  /** The guest can write anything to its disk, also what another format begins with. */
  @ParameterizedTest
  @ValueSource(strings = {"QFI\u00fb\0\0\0\u0003", "KDMV", "LUKS\u00ba\u00be"})
  void aRawDiskStaysRawAtTheDestinationWhateverIsWrittenToIt(String magic) throws Exception {
    Path image = created("raw");
    VmSpec spec = TestContext.withDisk("vm1", image);
    source.verify(spec);
    LocalVm here = source.start(spec);
    byte[] content = Files.readAllBytes(image);
    byte[] written = magic.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(written, 0, content, 0, written.length);
    Files.write(image, content);

    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(MigrationSettings.DEFAULT);
    here.migrate(endpoint, MigrationSettings.DEFAULT, now -> {});

    assertThat(there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS).outcome())
        .isEqualTo(MigrationOutcome.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"raw, raw, 2M", "qcow2, qcow2, 2M", "raw, qcow2, 1M"})
  void aDestinationWhoseOwnDiskHasAnotherSizeIsRefused(
      String format, String otherFormat, String otherSize) throws Exception {
    Path image = created(format);
    Path other = Files.createDirectory(images.resolve("other")).resolve("image." + otherFormat);
    create(other, otherFormat, otherSize);
    LocalVm here = source.start(TestContext.withDisk("vm1", image));

    assertThatThrownBy(
            () ->
                destination.startIncoming(
                    TestContext.withDisk("vm1", other), here.machine(), List.of()))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll(
            "[vm1]: disk [image] has [", "at [" + other, "and [1048576] bytes on the source");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  /* A guest of an earlier test may have written it. Without a declared format it is a qcow2. */
  @Test
  void aDiskThatIsDeclaredAsRawIsNeverDetected() throws Exception {
    Path image = created("raw");
    byte[] content = Files.readAllBytes(image);
    System.arraycopy(
        "QFI\u00fb\0\0\0\u0003".getBytes(StandardCharsets.ISO_8859_1), 0, content, 0, 8);
    Files.write(image, content);
    VmDrives.Disk detected = VmDrives.Disk.of(image.toString());
    assertThat(started(detected.with(image.toString(), Optional.of("raw")))).isEqualTo("raw");
    assertThatThrownBy(() -> started(detected)).hasMessageContaining("qcow2");
  }

  /* The guest of the first VM has written it; QEMU would open a backing file that it names. */
  @Test
  void aRawDiskThatLooksLikeAnotherFormatAtTheNextStartIsRefused() throws Exception {
    Path image = created("raw");
    VmSpec spec =
        VmSpec.builder("vm1")
            .memory(64L << 20)
            .guest(Guest.BUILT_IN)
            .disks(List.of(VmDrives.Disk.of(image.toString())))
            .build();
    source.start(spec).close();
    source.start(spec).close();

    Files.copy(created("qcow2"), image, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> source.start(spec))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm1]", "image.raw] was raw", "[qcow2] now", "format = \"raw\"");
    source.start(raw(spec, image)).close();
  }

  private static VmSpec raw(VmSpec spec, Path image) {
    VmDrives.Disk declared =
        VmDrives.Disk.of(image.toString()).with(image.toString(), Optional.of("raw"));
    return spec.toBuilder().disks(List.of(declared)).build();
  }

  /** Returns the format that QEMU has for the disk of a clone that has started. */
  private String started(VmDrives.Disk disk) {
    VmSpec spec =
        VmSpec.builder("vm1")
            .memory(64L << 20)
            .guest(Guest.BUILT_IN)
            .disks(List.of(disk))
            .cloneDisks(CloneDisks.COPY)
            .build();
    source.verify(spec);
    VmSpec cloned = source.cloneDisks(spec, images, LIMIT);
    try (LocalVm vm = source.start(cloned)) {
      return vm.unwrap(QmpClient.class)
          .execute("query-block")
          .get(0)
          .path("inserted")
          .path("drv")
          .asText();
    }
  }
}
