package org.multihost.migration.qemu.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.VmSpec;

/**
 * The user-mode network of QEMU, with a loopback port of this host forwarded to the guest's SSH
 * port. Each host uses a port that is free there; the guest's view is the same on all hosts.
 */
@API(status = INTERNAL)
public final class GuestNetwork {

  private static final Pattern FORWARD =
      Pattern.compile("TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)");

  private GuestNetwork() {}

  /** Returns QEMU's arguments, the same on both sides of a migration; none without a network. */
  public static List<String> arguments(VmSpec spec, QemuMachine machine, String runId) {
    if (!spec.access().network()) {
      return List.of();
    }
    return List.of(
        "-netdev",
        "user,id=multihost,hostfwd=tcp:127.0.0.1:0-:" + spec.access().sshPort(),
        "-device",
        machine.family().card(mac(spec.name(), runId)));
  }

  /** Returns a MAC address in QEMU's own range, derived from the run and the VM. */
  private static String mac(String vm, String runId) {
    long bits = UUID.nameUUIDFromBytes((runId + "/" + vm).getBytes(UTF_8)).getMostSignificantBits();
    return "52:54:00:%02x:%02x:%02x".formatted(bits & 0xff, bits >> 8 & 0xff, bits >> 16 & 0xff);
  }

  /** Returns the forwarded port of this host, as QEMU reports it. */
  public static int forwardedPort(String vm, QmpClient qmp) {
    String table =
        qmp.execute("human-monitor-command", Map.of("command-line", "info usernet")).asText();
    Matcher forward = FORWARD.matcher(table);
    if (!forward.find()) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU forwards no port to the guest; its networks: [%s]"
              .formatted(vm, table));
    }
    return Integer.parseInt(forward.group(1));
  }
}
