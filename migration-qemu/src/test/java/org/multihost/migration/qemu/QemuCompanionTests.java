package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Guest;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuCompanions;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu
@Timeout(120)
class QemuCompanionTests {

  private final TestContext context = new TestContext("source");
  private final QemuDriver driver = QemuDriver.create(context, HostSystem.current());

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  private static VmSpec spec(String vm, Optional<String> socket, String... command) {
    return VmSpec.builder(vm)
        .memory(32L << 20)
        .guest(Guest.BUILT_IN)
        .companions(List.of(new VmSpec.Companion("helper", List.of(command), socket)))
        .build();
  }

  @Test
  void aCompanionIsInTheDiagnosisAndEndsWithItsVm() {
    VmSpec serving = spec("helped", Optional.empty(), "sh", "-c", "echo I serve; exec sleep 999");
    driver.verify(serving);
    LocalVm served = driver.start(serving);
    QemuCompanions companions = served.unwrap(QemuCompanions.class);

    assertThat(companions.names()).containsExactly("helper");
    assertThat(served.diagnosis().sections())
        .anySatisfy(
            section -> {
              assertThat(section.title())
                  .isEqualTo(
                      "companion [helper] has process id [%d]".formatted(companions.pid("helper")));
              assertThat(section.lines()).contains("I serve");
            })
        .anySatisfy(
            section ->
                assertThat(section.lines())
                    .anyMatch(line -> line.endsWith("helped.companion.helper.log")));
    served.close();

    assertThat(companions.isAlive("helper")).isFalse();
  }

  @Test
  void aCompanionThatFailsKeepsQemuFromStarting() {
    VmSpec failing = spec("alone", Optional.of("/tmp/no.sock"), "sh", "-c", "echo why; exit 3");

    assertThatThrownBy(() -> driver.start(failing))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageStartingWith(
            "Companion [helper] of virtual machine [alone] did not start: exit code [3]")
        .hasMessageEndingWith("\nwhy");
    assertThat(context.logDirectory().resolve("alone.qemu.log")).doesNotExist();
  }

  @Test
  void aHostWithoutTheProgramIsUnavailableWithTheRemedy() {
    assertThatThrownBy(() -> driver.verify(spec("vm1", Optional.empty(), "no-such-program")))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContainingAll(
            "No [no-such-program] found, the program of companion [helper]",
            "[multihost.host.<host>.vm.vm1.companions]");
  }

  @Test
  void aHostWithoutTheFileOfTheProgramIsUnavailableToo() {
    assertThatThrownBy(() -> driver.verify(spec("vm1", Optional.empty(), "/no/such/program")))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContainingAll(
            "No executable file [/no/such/program], the program of companion [helper]",
            "[multihost.host.<host>.vm.vm1.companions]");
    driver.verify(spec("vm1", Optional.empty(), "/bin/sh"));
  }
}
