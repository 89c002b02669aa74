package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The user-mode networks that were plugged into a running VM. QEMU numbers the states of user-mode
 * networks when they are created, and the stream of a migration contains the numbers: a new network
 * has the highest number in use, plus one. So a network that was removed leaves a gap, which a
 * destination must have, too: it creates a placeholder in each gap, and removes the placeholders
 * before the stream arrives.
 *
 * @param nics the network interfaces with these networks
 */
@API(status = INTERNAL)
public record PluggedNetworks(List<QemuDevice.Nic> nics) {

  public static PluggedNetworks of(QemuMachine machine) {
    return new PluggedNetworks(
        machine.devices().stream()
            .filter(QemuDevice.Nic.class::isInstance)
            .map(QemuDevice.Nic.class::cast)
            .toList());
  }

  /** Returns the number of the network that is created next. */
  int next() {
    return nics.stream().mapToInt(QemuDevice.Nic::number).max().orElse(-1) + 1;
  }

  /**
   * Returns the options of the networks and their interfaces in the order in which a QEMU must
   * create them.
   *
   * @param placeholders whether there is a placeholder in each gap
   */
  Stream<DeviceOptions> options(MachineFamily family, boolean placeholders) {
    return numbers()
        .mapToObj(
            number ->
                nic(number)
                    .map(nic -> DeviceOptions.of(nic, family))
                    .or(() -> Optional.of(placeholder(number)).filter(gap -> placeholders)))
        .flatMap(Optional::stream);
  }

  /** Removes the placeholders from a QEMU that has been started with them. */
  public void removePlaceholders(QmpClient qmp) {
    numbers()
        .filter(number -> nic(number).isEmpty())
        .forEach(number -> qmp.execute("netdev_del", Map.of("id", name(number))));
  }

  private IntStream numbers() {
    return IntStream.range(0, next());
  }

  private Optional<QemuDevice.Nic> nic(int number) {
    return nics.stream().filter(nic -> nic.number() == number).findFirst();
  }

  private static DeviceOptions placeholder(int number) {
    return DeviceOptions.network(
        QemuOptions.of("type", "user").with("id", name(number)), List.of());
  }

  private static String name(int number) {
    return "multihost-gap" + number;
  }
}
