package org.multihost.migration.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MachineDescription;

/**
 * The machine as its guest sees it: what source and destination must have in common.
 *
 * @param type QEMU's machine type; on a running machine with its version, such as {@code
 *     pc-q35-7.2}, so that another version of QEMU can build the same one
 * @param cpu QEMU's CPU model
 * @param memory in bytes
 * @param cpus how many virtual CPUs
 * @param cmdline the kernel's command line, if QEMU loads a kernel
 * @param arguments all further arguments of QEMU's command line
 */
record QemuMachine(
    String type,
    String cpu,
    long memory,
    int cpus,
    @Nullable String cmdline,
    List<String> arguments) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  QemuMachine {
    arguments = List.copyOf(arguments);
  }

  /** The same, with more arguments. */
  QemuMachine with(List<String> more) {
    return new QemuMachine(
        type,
        cpu,
        memory,
        cpus,
        cmdline,
        Stream.concat(arguments.stream(), more.stream()).toList());
  }

  /** The same, with another machine type. */
  QemuMachine ofType(String other) {
    return new QemuMachine(other, cpu, memory, cpus, cmdline, arguments);
  }

  MachineDescription describe() {
    try {
      return new MachineDescription(JSON.writeValueAsString(this));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static QemuMachine of(MachineDescription description) {
    try {
      return JSON.readValue(description.text(), QemuMachine.class);
    } catch (JsonProcessingException unreadable) {
      throw new VirtualMachineException(
          "The source's machine description is none of QEMU's: [%s]".formatted(description.text()),
          unreadable);
    }
  }
}
