package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Guest;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.process.QemuCompanions;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriverProvider;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu
@Timeout(60)
class QemuDriverTests {

  private final TestContext context = new TestContext("source");

  @TempDir Path images;
  private QemuDriver driver;
  private VmSpec spec;

  @BeforeEach
  void startDriver() throws IOException {
    driver = QemuDriver.create(context, HostSystem.current());
    Path image = images.resolve("empty.img");
    Files.write(image, new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(VirtualMachineDriverProvider.class))
        .singleElement()
        .satisfies(provider -> assertThat(provider.name()).isEqualTo("qemu"))
        .satisfies(
            provider ->
                assertThat(provider.settingKeys())
                    .allMatch(key -> key.startsWith("multihost.qemu.")));
  }

  @Test
  void aMissingPartPointsToTheDoctor() throws IOException {
    TestSystem bare = new TestSystem(images);
    bare.installed("10.0.2");
    VmDrives clones =
        new VmDrives(List.of(), Optional.empty(), Optional.empty(), CloneDisks.COPY, Set.of());
    try (QemuDriver lacking = QemuDriver.create(context, bare.system())) {
      assertThatThrownBy(() -> lacking.verify(TestContext.withDrives(spec, clones)))
          .isInstanceOf(DriverUnavailableException.class)
          .hasMessageContaining("No [qemu-img] found")
          .hasMessageContaining("All that this host has and lacks: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-accel tcg,thread=single", "-machine smm=off,accel=tcg"})
  void takesAnAcceleratorWithOptionsFromTheArguments(String given) {
    Path image = images.resolve("empty.img");
    LocalVm vm = driver.start(TestContext.withDisk("vm1", image, given.split(" ")));
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void startsPausesResumesResetsAndEndsAMachine() {
    LocalVm vm = driver.start(spec);
    QemuProcess process = vm.unwrap(QemuProcess.class);
    assertThat(process.launch().command()).anyMatch(word -> word.contains(context.runId()));
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    vm.pause();
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
    vm.resume();
    vm.reset();
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    assertThat(vm.unwrap(QmpClient.class).greeting().version()).isNotNull();
    assertThatThrownBy(() -> vm.unwrap(String.class)).hasMessageContaining("java.lang.String");

    vm.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(process.launch().directory().path()).doesNotExist();
    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThat(vm.failed().toCompletableFuture()).isNotDone();
    vm.close();
  }

  @Test
  void describesTheMachineWithItsVersion() {
    QemuMachine machine = QemuMachine.of(driver.start(spec).machine());
    assertThat(machine.type()).matches("pc-q35-\\d+\\.\\d+.*");
    assertThat(machine.memory()).isEqualTo(64 << 20);
  }

  @Test
  void endsItsMachinesWhenItIsClosed() {
    LocalVm vm = driver.start(spec);
    driver.close();
    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThatThrownBy(() -> driver.start(spec))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("the driver of host [source] is closed");
  }

  @Test
  void tellsQemusOwnWordsWhereItDoesNotStart() {
    Path image = images.resolve("empty.img");
    assertThatThrownBy(
            () -> driver.start(TestContext.withDisk("vm1", image, "-device", "no-such-thing")))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("QEMU of virtual machine [vm1] did not start: exit code [1]")
        .hasMessageMatching("(?s).*Command line: (env QEMU_MODULE_DIR=\\S+ )?/.*")
        .hasMessageContaining("'no-such-thing' is not a valid device model name");
  }

  @Test
  void addsTheArgumentsOfTheSetting() {
    try (QemuDriver other =
        QemuDriver.create(
            new TestContext("source").with(QemuSettings.ARGUMENTS, "-device 'edu,id=my edu'"),
            HostSystem.current())) {
      assertThatThrownBy(() -> other.start(spec)).hasMessageContaining("my edu");
    }
    assertThatThrownBy(
            () ->
                QemuDriver.create(
                    new TestContext("source").with(QemuSettings.ARGUMENTS, "'open"),
                    HostSystem.current()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.qemu.arguments] has the value ['open] (from: test)");
  }

  @ParameterizedTest
  @ValueSource(strings = {QemuSettings.CRASH, QemuSettings.NO_CRASH})
  void aWrongPatternIsRefusedBeforeAnythingStarts(String key) {
    assertThatThrownBy(
            () ->
                QemuDriver.create(
                    new TestContext("source").with(key, "mydb: (CORRUPT"), HostSystem.current()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[" + key + "] has the value [mydb: (CORRUPT] (from: test)")
        .hasMessageContaining("Unclosed group at character [15], after [mydb: (CORRUPT]");
  }

  @Test
  void refusesFilesThatDoNotExist() {
    Path missing = images.resolve("missing");
    assertThatThrownBy(() -> driver.verify(TestContext.withDisk("vm1", missing)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("Virtual machine [vm1]: image [" + missing + "]: there is no file");
    VmSpec kernel = VmSpec.builder("vm2").kernel(Optional.of(images.toString())).build();
    assertThatThrownBy(() -> driver.verify(kernel))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[vm2]: kernel [" + images + "]")
        .hasMessageContaining("[" + images + "] is a directory");
  }

  @Test
  void refusesLessMemoryThanTheDefaultLinuxNeeds() {
    VmSpec small = TestContext.tinyLinux("vm1").toBuilder().memory(95L << 20).build();
    assertThatThrownBy(() -> driver.verify(small))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessage(
            "Virtual machine [vm1]: memory [95 MiB] is too small for the default Linux, which needs [96 MiB] at least; set [memory] to more, or [guest] to [built-in] if the test needs no shell");
    driver.verify(small.toBuilder().guest(Guest.BUILT_IN).build());
    driver.verify(small.toBuilder().memory(96L << 20).build());
    VmSpec overSsh = TestContext.tinyLinux("vm1").toBuilder().login(Login.SSH).build();
    driver.verify(overSsh);
    assertThatThrownBy(() -> driver.verify(overSsh.toBuilder().memory(127L << 20).build()))
        .hasMessageContaining("which needs [128 MiB] at least");
  }

  @Test
  void theErrorOfUnwrapListsAllThatItServes() throws ClassNotFoundException {
    LocalVm vm = driver.start(spec);

    String error = catchThrowable(() -> vm.unwrap(String.class)).getMessage();

    assertThat(error)
        .startsWith("Virtual machine [vm1] has no [java.lang.String]; unwrap serves [");
    List<String> listed =
        List.of(error.substring(error.lastIndexOf('[') + 1, error.lastIndexOf(']')).split(", "));
    assertThat(listed)
        .containsExactlyInAnyOrder(
            QmpClient.class.getName(),
            QemuDevices.class.getName(),
            QemuProcess.class.getName(),
            QemuCompanions.class.getName());
    for (String type : listed) {
      Object served = vm.unwrap(Class.forName(type));
      assertThat(served).isNotNull();
    }
  }

  @Test
  void tellsHowAMachineIsThatRuns() {
    VmDiagnosis told = driver.start(spec).diagnosis();

    assertThat(told.essentials())
        .first()
        .asString()
        .matches("vm1: QEMU has process id \\[\\d+] and is \\[.*]; its guest is \\[running]");
    assertThat(told.sections()).extracting(VmDiagnosis.Section::title).contains("query-migrate");
    assertThat(told.manualStart().orElseThrow().command()).contains("mon:stdio");
  }

  @Test
  void tellsOfAMachineThatStandsStillAndOfOneThatHasEnded() throws Exception {
    LocalVm vm = driver.start(spec);
    QemuProcess process = vm.unwrap(QemuProcess.class);
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();

    long start = System.nanoTime();
    assertThat(vm.diagnosis().essentials())
        .first()
        .asString()
        .contains("is [stopped]; QEMU does not answer [query-status] within 1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));

    process.kill();
    assertThat(process.awaitExit(Duration.ofSeconds(10))).isTrue();
    assertThat(vm.diagnosis().essentials())
        .first()
        .asString()
        .isEqualTo("vm1: QEMU has ended with exit code [137]");
  }
}
