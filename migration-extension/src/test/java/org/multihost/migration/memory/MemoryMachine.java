package org.multihost.migration.memory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VmSpec;

/** The parts of a machine that both sides of a migration must have alike. */
record MemoryMachine(long memory, int cpus) {

  private static final Pattern FORM = Pattern.compile("memory=(\\d+) cpus=(\\d+)");

  static MemoryMachine of(VmSpec spec) {
    return new MemoryMachine(spec.memory(), spec.cpus());
  }

  static MemoryMachine of(MachineDescription description) {
    Matcher found = FORM.matcher(description.text());
    if (!found.matches()) {
      throw new VirtualMachineException(
          "[%s] describes no machine of this hypervisor".formatted(description.text()));
    }
    return new MemoryMachine(Long.parseLong(found.group(1)), Integer.parseInt(found.group(2)));
  }

  MachineDescription description() {
    return new MachineDescription("memory=%d cpus=%d".formatted(memory, cpus));
  }

  /** A host's specification with these parts instead of its own. */
  VmSpec on(VmSpec spec) {
    return spec.toBuilder().memory(memory).cpus(cpus).build();
  }
}
