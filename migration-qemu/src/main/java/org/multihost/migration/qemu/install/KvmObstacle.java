package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The reason why KVM cannot be used on a host.
 *
 * @param remedy how to change that
 */
@API(status = INTERNAL)
public record KvmObstacle(String reason, String remedy) {

  private static final List<String> FLAGS = List.of("vmx", "svm");

  /** Finds the reason; empty if KVM can be used. */
  public static Optional<KvmObstacle> find(HostSystem system) {
    if (system.isEmulated()) {
      return Optional.of(
          new KvmObstacle(
              "the guests have architecture [%s], and this host has [%s]"
                  .formatted(system.guests(), system.architecture()),
              "Remove [%s], or let QEMU emulate the guests with [tcg]"
                  .formatted(QemuSettings.ARCHITECTURE)));
    }
    Path device = system.kvmDevice();
    boolean flags = !system.architecture().equals("x86_64") || virtualizes(system.cpuInfo());
    if (!Files.exists(device)) {
      return Optional.of(
          new KvmObstacle(
              "there is no [" + device + "]",
              flags
                  ? "Load the kernel's module, as root, with [modprobe -a kvm_intel kvm_amd]; in a container, pass the device in"
                  : withoutFlags()));
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      return Optional.of(
          new KvmObstacle(
              "[" + device + "] is not readable and writable for this user",
              "Join the group of the device, as root, with [usermod -aG kvm %s], and log in again"
                  .formatted(System.getProperty("user.name"))));
    }
    return flags
        ? Optional.empty()
        : Optional.of(
            new KvmObstacle(
                "the CPU flags in ["
                    + system.cpuInfo()
                    + "] have neither vmx nor svm, so no guest runs with it",
                withoutFlags()));
  }

  private static String withoutFlags() {
    return "Enable virtualization in the computer's firmware, or, where this host is a virtual machine itself, nested virtualization";
  }

  private static boolean virtualizes(Path cpuInfo) {
    try (var lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .flatMap(line -> Arrays.stream(line.split("\\s+")))
          .anyMatch(FLAGS::contains);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
