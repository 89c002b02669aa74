package org.multihost.migration.qemu.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.VmSpec;

/**
 * The network that QEMU itself makes for a guest, with a port of this host's loopback forwarded to
 * the guest's SSH. Each host takes a port that is free there; the guest sees the same on all.
 */
public final class GuestNetwork {

  // At a place of its own, which no other device can take before it.
  private static final String CARD =
      "virtio-net-pci,netdev=multihost,bus=pcie.0,addr=0x1e,romfile=,mac=";
  private static final Pattern FORWARD =
      Pattern.compile("TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)");

  private GuestNetwork() {}

  /** QEMU's arguments, the same on both sides of a migration; none without a network. */
  public static List<String> arguments(VmSpec spec, String runId) {
    if (!spec.access().network()) {
      return List.of();
    }
    return List.of(
        "-netdev",
        "user,id=multihost,hostfwd=tcp:127.0.0.1:0-:" + spec.access().sshPort(),
        "-device",
        CARD + mac(spec.name(), runId));
  }

  /** An address of QEMU's own range, of run and machine. */
  private static String mac(String vm, String runId) {
    long bits = UUID.nameUUIDFromBytes((runId + "/" + vm).getBytes(UTF_8)).getMostSignificantBits();
    return "52:54:00:%02x:%02x:%02x".formatted(bits & 0xff, bits >> 8 & 0xff, bits >> 16 & 0xff);
  }

  /** The port of this host that is forwarded, as QEMU tells it. */
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
