package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.OldQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** Migrations there and back with everyday devices, with a guest that is nothing but firmware. */
@NeedsQemu
@Timeout(180)
class EverydayDevicesTests {

  @TempDir Path images;
  private final VirtualMachineDriver source = driver(new TestContext("source"));
  private final VirtualMachineDriver destination = driver(new TestContext("destination"));
  private VmSpec bare;

  private static VirtualMachineDriver driver(TestContext context) {
    return new QemuDriverProvider().create(context);
  }

  @BeforeEach
  void createSpec() throws Exception {
    Path image = Files.write(images.resolve("empty.img"), new byte[1 << 20]);
    bare = TestContext.withDisk("vm1", image).toBuilder().cpu(Optional.of("qemu64")).build();
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private VmSpec spec(String machine, List<String> arguments) {
    return bare.toBuilder().machine(Optional.of(machine)).arguments(arguments).build();
  }

  private void thereAndBack(
      VirtualMachineDriver from,
      VirtualMachineDriver to,
      String machine,
      DeviceWay way,
      List<EverydayDevice> devices)
      throws Exception {
    VmSpec home = spec(machine, arguments(devices, way, 1));
    Map<String, Plug> wanted = new LinkedHashMap<>();
    devices.forEach(device -> wanted.putAll(device.devices(way)));
    from.verify(home);
    LocalVm here = from.start(home);
    if (way == DeviceWay.PLUGGED) {
      QemuDevices plugs = here.unwrap(QemuDevices.class);
      wanted.forEach((id, plug) -> plugs.attach(id, plug.driver(), plug.options()));
    }
    has(here, wanted);

    LocalVm there = hop(here, to, spec(machine, arguments(devices, way, 2)));
    has(there, wanted);
    LocalVm back = hop(there, from, home);

    has(back, wanted);
    back.close();
  }

  private static List<String> arguments(List<EverydayDevice> devices, DeviceWay way, int host) {
    return devices.stream().flatMap(device -> device.arguments(way, host).stream()).toList();
  }

  /** Verifies the drivers of the devices that QEMU itself has by these ids. */
  private static void has(LocalVm vm, Map<String, Plug> wanted) {
    QmpClient qmp = vm.unwrap(QmpClient.class);
    wanted.forEach(
        (id, plug) ->
            assertThat(
                    qmp.execute(
                            "qom-get",
                            Map.of("path", "/machine/peripheral/" + id, "property", "type"))
                        .asText())
                .isEqualTo(plug.driver()));
  }

  /** In one VM, which has four ports: the sound comes alone. */
  private static List<EverydayDevice> together(DeviceWay way) {
    return EverydayDevice.ofEveryHost().stream()
        .filter(device -> way == DeviceWay.FROM_START || device != EverydayDevice.SOUND)
        .filter(device -> way == DeviceWay.FROM_START || device != EverydayDevice.TABLET)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void allInOneVmMigrateThereAndBack(DeviceWay way) throws Exception {
    thereAndBack(source, destination, "q35", way, together(way));
  }

  @ParameterizedTest
  @EnumSource
  void allInOneVmMigrateFromAnOlderQemuAndBack(DeviceWay way) throws Exception {
    try (VirtualMachineDriver old = driver(OldQemu.on("old"))) {
      thereAndBack(old, destination, "pc-q35-7.2", way, together(way));
    }
  }

  static Stream<Arguments> eachAlone() {
    return Stream.of(EverydayDevice.values())
        .flatMap(
            device ->
                Stream.of(DeviceWay.values())
                    .filter(way -> !device.devices(way).isEmpty())
                    .map(way -> Arguments.of(device, way)));
  }

  /* Other tests have all of them in one VM. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("eachAlone")
  void oneMigratesThereAndBack(EverydayDevice device, DeviceWay way) throws Exception {
    device.assumePossible();
    for (String machine : List.of("q35", "pc")) {
      thereAndBack(source, destination, machine, way, List.of(device));
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("eachAlone")
  void oneMigratesFromAnOlderQemuAndBack(EverydayDevice device, DeviceWay way) throws Exception {
    device.assumePossible();
    try (VirtualMachineDriver old = driver(OldQemu.on("old"))) {
      thereAndBack(old, destination, "pc-q35-7.2", way, List.of(device));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtio-sound-pci", "usb-audio"})
  void soundWhoseStateQemuCannotSendIsRefusedBeforeADestinationStarts(String driver) {
    List<String> arguments =
        List.of(
            "-audiodev",
            "none,id=silence",
            "-device",
            "qemu-xhci",
            "-device",
            driver + ",audiodev=silence");
    LocalVm here = source.start(spec("q35", arguments));

    assertThatThrownBy(here::machine)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll(
            "[vm1]: it cannot migrate, as QEMU says", "non-migratable device", "Detach the device");
  }

  @Test
  void aDisplayIsNotPluggedIn() {
    LocalVm vm = source.start(spec("q35", List.of()));

    assertThatThrownBy(() -> vm.unwrap(QemuDevices.class).attach("gpu", "virtio-gpu-pci", Map.of()))
        .hasMessageContaining("'virtio-gpu-pci' does not support hotplugging");
  }
}
