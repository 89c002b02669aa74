package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.OldQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** Devices of any driver that are plugged in, with a guest that is nothing but firmware. */
@NeedsQemu
@Timeout(120)
class AnyDeviceTests {

  private static final Map<String, Plug> VIRTIO =
      Plug.all(
          "balloon", Plug.of("virtio-balloon-pci"),
          "rng", Plug.of("virtio-rng-pci"),
          "serial", Plug.of("virtio-serial-pci"),
          "console", Plug.on("serial.0", "virtconsole"));

  private static final Map<String, Plug> USB =
      Plug.all(
          "usb", new Plug("qemu-xhci", Map.of("p2", 6L)),
          "tablet", Plug.on("usb.0", "usb-tablet"),
          "keyboard", Plug.on("usb.0", "usb-kbd"),
          "card", new Plug("e1000", Map.of("mac", "52:54:00:00:00:07")),
          "watchdog", Plug.of("i6300esb"));

  @TempDir Path images;
  private final VirtualMachineDriver source = driver(new TestContext("source"));
  private final VirtualMachineDriver destination = driver(new TestContext("destination"));
  private VmSpec spec;

  private static VirtualMachineDriver driver(TestContext context) {
    return new QemuDriverProvider().create(context);
  }

  @BeforeEach
  void createSpec() throws Exception {
    Path image = Files.write(images.resolve("empty.img"), new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private static QemuDevices devices(LocalVm vm) {
    return vm.unwrap(QemuDevices.class);
  }

  /** Returns the drivers of the devices that QEMU itself has by these ids. */
  private static List<String> drivers(LocalVm vm, Iterable<String> ids) {
    QmpClient qmp = vm.unwrap(QmpClient.class);
    return StreamSupport.stream(ids.spliterator(), false)
        .map(
            id ->
                qmp.execute(
                        "qom-get", Map.of("path", "/machine/peripheral/" + id, "property", "type"))
                    .asText())
        .toList();
  }

  /** Returns the number of a device of a virtio serial controller. */
  private static int number(LocalVm vm, String id) {
    Map<String, String> property = Map.of("path", "/machine/peripheral/" + id, "property", "nr");
    return vm.unwrap(QmpClient.class).execute("qom-get", property).asInt();
  }

  private LocalVm with(VirtualMachineDriver driver, Map<String, Plug> plugs) {
    LocalVm vm = driver.start(spec);
    plugs.forEach((id, plug) -> devices(vm).attach(id, plug.driver(), plug.options()));
    return vm;
  }

  static Stream<Arguments> everydayDevices() {
    return Stream.of("q35", "pc")
        .flatMap(machine -> Stream.of(VIRTIO, USB).map(devices -> Arguments.of(machine, devices)));
  }

  @ParameterizedTest
  @MethodSource("everydayDevices")
  void theDestinationFollowsAndSoDoesTheWayBack(String machine, Map<String, Plug> plugs)
      throws Exception {
    spec = spec.toBuilder().machine(Optional.of(machine)).build();
    LocalVm here = with(source, plugs);
    List<QemuDevice> wanted = devices(here).list();
    List<String> drivers = plugs.values().stream().map(Plug::driver).toList();
    assertThat(drivers(here, plugs.keySet())).isEqualTo(drivers);

    LocalVm there = hop(here, destination, spec);
    assertThat(devices(there).list()).isEqualTo(wanted);
    LocalVm back = hop(there, source, spec);

    assertThat(devices(back).list()).isEqualTo(wanted);
    assertThat(drivers(back, plugs.keySet())).isEqualTo(drivers);
  }

  static Stream<Map<String, Plug>> sets() {
    return Stream.of(VIRTIO, USB);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theDestinationOfAnOlderQemuFollows(Map<String, Plug> plugs) throws Exception {
    spec = spec.toBuilder().machine(Optional.of("pc-q35-7.2")).cpu(Optional.of("qemu64")).build();
    try (VirtualMachineDriver old = driver(OldQemu.on("old"))) {
      LocalVm there = hop(with(old, plugs), destination, spec);

      assertThat(devices(there).list()).extracting(QemuDevice::id).containsAll(plugs.keySet());
    }
  }

  @Test
  void aDeviceMayNeedAFurtherArgumentOfEveryHost() throws Exception {
    spec =
        spec.toBuilder()
            .arguments(
                List.of("-chardev", "null,id=nothing", "-device", "virtio-serial-pci,id=ports"))
            .build();
    LocalVm here = source.start(spec);
    Map<String, Object> options =
        Map.of("bus", "ports.0", "chardev", "nothing", "name", "org.example.port", "nr", 2);
    devices(here).attach("port", "virtserialport", options);

    LocalVm there = hop(here, destination, spec);

    assertThat(drivers(there, List.of("port"))).containsExactly("virtserialport");
    assertThat(number(there, "port")).isEqualTo(2);
  }

  @Test
  void aDetachedDeviceIsNotAtTheDestination() throws Exception {
    LocalVm here = with(source, USB);
    devices(here).detach("tablet");

    // The keyboard stays in the second port.
    LocalVm there = hop(here, destination, spec);

    assertThat(devices(there).list()).extracting(QemuDevice::id).doesNotContain("tablet");
    assertThatThrownBy(() -> drivers(there, List.of("tablet")))
        .isInstanceOf(QmpCommandException.class);
  }

  /* The second one keeps its number when the first one has left. */
  @Test
  void aDeviceKeepsThePlaceThatQemuHasChosen() throws Exception {
    LocalVm here = with(source, VIRTIO);
    devices(here).attach("more", "virtconsole", Map.of("bus", "serial.0"));
    devices(here).detach("console");
    int second = number(here, "more");
    LocalVm there = hop(here, destination, spec);
    devices(there).attach("late", "virtconsole", Map.of("bus", "serial.0"));
    int late = number(there, "late");

    LocalVm back = hop(there, source, spec);

    assertThat(number(back, "more")).isEqualTo(second);
    assertThat(number(back, "late")).isEqualTo(late).isNotEqualTo(second);
  }

  @Test
  void aDeviceThatCannotMigrateIsRefusedBeforeADestinationStarts() {
    LocalVm here =
        with(
            source,
            Plug.all("usb", Plug.of("qemu-xhci"), "pad", Plug.on("usb.0", "usb-wacom-tablet")));

    assertThatThrownBy(here::machine)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]: it cannot migrate, as QEMU says", "wacom");

    devices(here).detach("pad");
    assertThat(here.machine().text()).contains("qemu-xhci");
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-driver, x, 1, no-such-driver",
    "virtio-rng-pci, no-such-option, 1, no-such-option",
    "virtio-rng-pci, max-bytes, many, max-bytes",
    "virtio-rng-pci, bus, no-such-bus, no-such-bus",
    "isa-serial, index, 1, isa.0",
    "virtio-rng-pci, id, other, [id] of driver [virtio-rng-pci]"
  })
  void whatIsRefusedChangesNothing(String driver, String option, String value, String words) {
    LocalVm vm = source.start(spec);
    List<QemuDevice> before = devices(vm).list();

    assertThatThrownBy(() -> devices(vm).attach("one", driver, Map.of(option, value)))
        .hasMessageContaining(words);

    assertThat(devices(vm).list()).isEqualTo(before);
    devices(vm).attach("one", "virtio-rng-pci", Map.of("max-bytes", 1024));
  }

  @Test
  void anOptionOfAnotherTypeIsRefused() {
    LocalVm vm = source.start(spec);

    assertThatThrownBy(
            () -> devices(vm).attach("one", "virtio-rng-pci", Map.of("period", List.of(1))))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "option [period]", "whole numbers");
  }
}
