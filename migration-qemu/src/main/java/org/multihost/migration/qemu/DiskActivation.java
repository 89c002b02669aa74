package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The activation of a guest's disks by the destination's QEMU, which happens when the guest
 * resumes. If another process holds a disk's lock, QEMU prints an error and nevertheless runs the
 * guest: it reports {@code completed}, {@code running} and (from 10.0) even {@code active}.
 */
final class DiskActivation {

  private static final Pattern NO_LOCK =
      Pattern.compile("Failed to get .*lock|Is another process using the image");

  private DiskActivation() {}

  /** Returns the reason why a running guest cannot use its disks; empty if it can. */
  public static Optional<String> problem(QmpClient qmp, QemuProcess process) {
    List<String> inactive = inactive(qmp);
    String output =
        process
            .lastLines()
            .lines()
            .filter(line -> NO_LOCK.matcher(line).find())
            .collect(Collectors.joining("; "));
    if (inactive.isEmpty() && output.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "QEMU of virtual machine [%s] could not take over the guest's disks%s: %s"
            .formatted(
                process.launch().vm(),
                inactive.isEmpty() ? "" : " " + inactive,
                output.isEmpty() ? "it prints no reason" : output));
  }

  /**
   * Verifies that a running guest can use its disks.
   *
   * @throws VirtualMachineException if it cannot
   */
  static void verify(QmpClient qmp, QemuProcess process) {
    Optional<String> problem = problem(qmp, process);
    if (problem.isPresent()) {
      throw new VirtualMachineException(problem.get());
    }
  }

  private static List<String> inactive(QmpClient qmp) {
    List<String> names = new ArrayList<>();
    for (JsonNode node : qmp.execute("query-named-block-nodes", Map.of("flat", true))) {
      if (!node.path("active").asBoolean(true)) {
        names.add(node.path("file").asText());
      }
    }
    return names;
  }
}
