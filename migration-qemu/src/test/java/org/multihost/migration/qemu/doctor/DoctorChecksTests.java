package org.multihost.migration.qemu.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.qemu.doctor.Finding.State.LIMITED;
import static org.multihost.migration.qemu.doctor.Finding.State.MISSING;
import static org.multihost.migration.qemu.doctor.Finding.State.NEEDED;
import static org.multihost.migration.qemu.doctor.Finding.State.OK;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.ProcessSettings;
import org.multihost.migration.spi.text.PortRange;

/** The checks, each on a host made up in a directory. */
class DoctorChecksTests {

  private static final QemuSettings NONE_SET = TestSystem.settings(Map.of());

  @TempDir Path root;

  @Test
  void anOldQemuIsLimitedUnlessKvmRunsTheGuest() throws IOException {
    Path old = new TestSystem(root).installed("7.2.22");
    Finding finding = qemu(NONE_SET);
    assertThat(finding.state()).isEqualTo(LIMITED);
    assertThat(finding.detail())
        .contains("QEMU 7.2.22 (tcg, " + old + ")", "before 9.0 can corrupt the memory");
    assertThat(finding.remedy()).hasValueSatisfying(text -> assertThat(text).contains("Use KVM"));

    new TestSystem(root).kvm("vmx");
    assertThat(qemu(NONE_SET).state()).isEqualTo(OK);
  }

  @Test
  void qemuIsNeededAndAWrongSettingIsTheReason() throws IOException {
    assertThat(qemu(NONE_SET).state()).isEqualTo(NEEDED);
    new TestSystem(root).installed("10.0.2");
    Finding wrong = qemu(TestSystem.settings(Map.of(QemuSettings.BINARY, "/no/qemu")));
    assertThat(wrong.state()).isEqualTo(NEEDED);
    assertThat(wrong.detail()).contains("[multihost.qemu.binary] has the value [/no/qemu]");
  }

  @Test
  void theQemusThatAreNotUsedAreListed() throws IOException {
    Path old = new TestSystem(root).installed("7.2.22");
    new TestSystem(root).unpacked("10.0.2");
    assertThat(qemu(NONE_SET).detail()).endsWith("\nnot used: QEMU 7.2.22 (" + old + ")");
  }

  private Finding qemu(QemuSettings settings) {
    return new QemuCheck(new TestSystem(root).system(), settings).run();
  }

  @Test
  void kvmIsMissingWithItsReasonAndItsRemedy() throws IOException {
    new TestSystem(root).kvm("fpu sse");
    Finding finding = new KvmCheck(new TestSystem(root).system()).run();
    assertThat(finding.state()).isEqualTo(MISSING);
    assertThat(finding.detail()).contains("neither vmx nor svm");
    assertThat(finding.remedy()).isPresent();
  }

  @Test
  void aKernelWithoutModulesIsLimitedAndNoKernelStopsTheFirstTest() throws IOException {
    assertThat(kernel().state()).isEqualTo(NEEDED);
    Path image = Files.createDirectories(root.resolve("boot")).resolve("vmlinuz-6.1.0");
    Files.createFile(image);
    Finding finding = kernel();
    assertThat(finding.state()).isEqualTo(LIMITED);
    assertThat(finding.detail())
        .isEqualTo(
            "Linux 6.1.0 ("
                + image
                + "), without its modules: the guest has no disks and no network");
    Files.createFile(Files.createDirectories(root.resolve("modules/6.1.0")).resolve("modules.dep"));
    assertThat(kernel().state()).isEqualTo(OK);
  }

  private Finding kernel() {
    return new KernelCheck(places(), NONE_SET).run();
  }

  private GuestPlaces places() {
    return new GuestPlaces(
        new TestSystem(root).system(), root.resolve("boot"), root.resolve("modules"), List.of());
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Finding run = PortCheck.ofCoordinator(socket.getLocalPort()).run();
      assertThat(run.state()).isEqualTo(LIMITED);
      assertThat(run.detail()).isEqualTo(socket.getLocalPort() + " is in use");
      assertThat(run.remedy()).contains("Set [multihost.port] to others");
    }
    assertThat(PortCheck.ofMigrations(PortRange.ANY).run().detail()).startsWith("any free one");
  }

  /** A read-only file system and a full one are the same to root as to anybody. */
  @Test
  void aDirectoryThatCannotBeWrittenHasTheStateOfItsUse() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThat(directory(file.resolve("reports"), 0).state()).isEqualTo(NEEDED);
    assertThat(directory(root.resolve("reports/not/yet"), 0).state()).isEqualTo(OK);
    assertThat(directory(root, Long.MAX_VALUE).state()).isEqualTo(LIMITED);
    assertThat(root).isDirectoryNotContaining("glob:**doctor*");
  }

  private static Finding directory(Path directory, long wanted) {
    return new DirectoryCheck("reports", directory, NEEDED, wanted, "logs", "Set another").run();
  }

  @Test
  void abilitiesAreReadFromTheKernelsFiles() throws IOException {
    Path status = Files.writeString(root.resolve("status"), "Name: x\nCapEff:\t0000000000280000\n");
    Privileges root19And21 = Privileges.read(status);
    assertThat(root19And21.mayTrace()).isTrue();
    assertThat(root19And21.mayAdminister()).isTrue();
    Privileges none = Privileges.read(root.resolve("no-status"));
    assertThat(none.mayTrace()).isFalse();

    assertThat(new PostcopyCheck(root, root19And21).run().state()).isEqualTo(OK);
    assertThat(new PostcopyCheck(root, none).run().state()).isEqualTo(MISSING);
    Path switchFile = root.resolve("proc/sys/vm/unprivileged_userfaultfd");
    Files.createDirectories(switchFile.getParent());
    Files.writeString(switchFile, "1\n");
    assertThat(new PostcopyCheck(root, none).run().state()).isEqualTo(OK);

    assertThat(new NamespacesCheck(new TestSystem(root).system(), none).run().state())
        .isEqualTo(MISSING);
    assertThat(new RdmaCheck(root.resolve("infiniband")).run().state()).isEqualTo(MISSING);
    Files.createDirectories(root.resolve("infiniband/mlx5_0"));
    assertThat(new RdmaCheck(root.resolve("infiniband")).run().detail()).isEqualTo("mlx5_0");
  }

  @Test
  void aJavaWithoutCompilerIsLimited() {
    assertThat(new JdkCheck(root).run().state()).isEqualTo(LIMITED);
    assertThat(JdkCheck.ofProcess().run().state()).isEqualTo(OK);
  }

  @Test
  void aHostWithNothingNeedsQemuAKernelAndBusybox() {
    ProcessSettings settings =
        new ProcessSettings(
            1, PortRange.ANY, root.resolve("r"), root.resolve("d"), key -> Optional.empty());
    Report report = new Report("title", new HostChecks(places(), settings).run());
    assertThat(report.firstTestCanRun()).isFalse();
    assertThat(report.findings())
        .filteredOn(finding -> finding.state() == NEEDED)
        .extracting(Finding::name)
        .containsExactly("QEMU", "guest kernel", "busybox");
    assertThat(report.findings()).hasSizeGreaterThan(15).doesNotHaveDuplicates();
  }
}
