package org.multihost.migration.qemu.guest.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloudInit;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

class CloudSeedTests {

  private final TestContext context = new TestContext("source");

  @TempDir Path directory;

  private static VmSpecBuilder vm() {
    return VmSpec.builder("vm_1").user("multihost").cloudInit(CloudInit.NOCLOUD);
  }

  private Optional<CloudSeed> seed(VmSpecBuilder vm) {
    return CloudSeed.of(vm.build(), context);
  }

  private CloudSeed withData(String userData) {
    return seed(vm().userData(Optional.of(userData))).orElseThrow();
  }

  @Test
  void aVmThatIsNotPreparedHasNone() {
    assertThat(seed(vm().cloudInit(CloudInit.NONE))).isEmpty();
  }

  @Test
  void theHostNameIsThatOfTheVm() {
    assertThat(seed(vm()).orElseThrow().metaData())
        .matches("instance-id: '[-0-9a-f]{36}'\nlocal-hostname: 'vm-1'\n");
  }

  @Test
  void anotherSeedIsAnotherInstanceAndTheSameSeedTheSame() {
    assertThat(seed(vm())).isEqualTo(seed(vm()));
    assertThat(withData("#!/bin/sh").metaData()).isNotEqualTo(withData("#!/bin/bash").metaData());
  }

  @Test
  void userDataIsAFileOrAText() throws Exception {
    Path file = Files.writeString(directory.resolve("user-data"), "#cloud-config\n");

    assertThat(withData(file.toString())).isEqualTo(withData("#cloud-config\n"));
  }

  @Test
  void refusesUserDataThatCloudInitWouldPassOver() throws Exception {
    Path file = Files.writeString(directory.resolve("user-data"), "packages: [fio]\n");

    assertThatThrownBy(() -> withData(file.toString()))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[vm_1]", "[packages: [fio]]", "[#cloud-config]");
    assertThatThrownBy(() -> withData("#comment"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[#comment]");
  }

  @Test
  void refusesAFileThatIsMissing() {
    assertThatThrownBy(() -> withData("nowhere.yaml"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[user-data = nowhere.yaml]", "NoSuchFile");
  }

  @Test
  void refusesWhatYamlCouldNotHave() {
    assertThatThrownBy(() -> seed(vm().user("a\nb")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[user] has a control character");
    assertThatThrownBy(() -> seed(vm().identity(Optional.of("agent"))))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[identity = agent]");
  }

  @Test
  void isReadableByThisUserAloneAndShowsNothing() throws Exception {
    CloudSeed seed = withData("#cloud-config\npassword: sesame\n");
    Path file = Files.writeString(directory.resolve("old.iso"), "of an earlier start");
    seed.writeTo(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.size(file)).isEqualTo(1 << 20);
    assertThat(seed.toString()).doesNotContain("sesame", "c2VzYW1l");
  }
}
