package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A device that many VMs have: from the start, and as it is plugged in. */
enum EverydayDevice {
  TABLET(Plug.all("usb", Plug.of("qemu-xhci"), "tablet", Plug.on("usb.0", "usb-tablet"))),

  /** QEMU plugs no display in. */
  GPU("", Plug.all("gpu", Plug.of("virtio-gpu-pci")), Map.of()),

  BALLOON(Plug.all("balloon", Plug.of("virtio-balloon-pci"))),

  RNG(Plug.all("rng", Plug.of("virtio-rng-pci"))),

  /** Without its boot ROM, whose size differs between versions of QEMU. */
  E1000(Plug.all("card", new Plug("e1000", Map.of("romfile", "")))),

  /** QEMU plugs no codec in at the bus of a controller for High Definition Audio. */
  SOUND(
      "-audiodev none,id=silence",
      Plug.all(
          "hda",
          Plug.of("intel-hda"),
          "codec",
          new Plug("hda-duplex", Map.of("bus", "hda.0", "audiodev", "silence"))),
      Plug.all("sound", new Plug("AC97", Map.of("audiodev", "silence")))),

  /** QEMU plugs nothing in at the bus of ISA. */
  SERIAL(
      "-chardev null,id=line",
      Plug.all("port", new Plug("isa-serial", Map.of("chardev", "line"))),
      Plug.all("port", new Plug("pci-serial", Map.of("chardev", "line")))),

  /** Its number is unique on a host, so two VMs on one computer cannot have the same. */
  VSOCK("", Plug.all("vsock", Plug.of("vhost-vsock-pci")), Map.of());

  private static final Path VSOCK_OF_HOST = Path.of("/dev/vhost-vsock");

  private final String backend;
  private final Map<String, Plug> fromStart;
  private final Map<String, Plug> plugged;

  EverydayDevice(Map<String, Plug> devices) {
    this("", devices, devices);
  }

  EverydayDevice(String backend, Map<String, Plug> fromStart, Map<String, Plug> plugged) {
    this.backend = backend;
    this.fromStart = fromStart;
    this.plugged = plugged;
  }

  /** Returns the devices that every host can have. */
  static List<EverydayDevice> ofEveryHost() {
    return Stream.of(values()).filter(device -> device != VSOCK).toList();
  }

  /** Aborts the test on a host that cannot have it, with the reason. */
  void assumePossible() {
    if (this == VSOCK) {
      assumeThat(VSOCK_OF_HOST)
          .as("vhost-vsock of this host's kernel (modprobe vhost_vsock)")
          .isWritable();
    }
  }

  /**
   * Returns QEMU's arguments.
   *
   * @param way the way in which the VM gets the device
   * @param host the number of the host
   */
  List<String> arguments(DeviceWay way, int host) {
    Stream<String> devices =
        way == DeviceWay.PLUGGED
            ? Stream.of()
            : fromStart.entrySet().stream()
                .flatMap(entry -> Stream.of("-device", text(entry.getKey(), entry.getValue())));
    String own = this == VSOCK ? ",guest-cid=" + (1000 + host) : "";
    return Stream.concat(
            Stream.of(backend.split(" ")).filter(word -> !word.isEmpty()),
            devices.map(word -> word.startsWith("-") ? word : word + own))
        .toList();
  }

  private static String text(String id, Plug plug) {
    StringBuilder text = new StringBuilder(plug.driver()).append(",id=").append(id);
    plug.options().forEach((name, value) -> text.append(",%s=%s".formatted(name, value)));
    return text.toString();
  }

  /** Returns the devices of a VM; empty if QEMU does not plug it in. */
  Map<String, Plug> devices(DeviceWay way) {
    return way == DeviceWay.PLUGGED ? plugged : fromStart;
  }
}
