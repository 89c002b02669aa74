package org.multihost.migration.memory;

import java.util.Set;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * The provider of a hypervisor's drivers. It is announced, not found: a class path may have another
 * driver.
 */
record MemoryDriverProvider(MemoryHypervisor hypervisor) implements VirtualMachineDriverProvider {

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> settingKeys() {
    return Set.of();
  }

  @Override
  public VirtualMachineDriver create(DriverContext context) {
    return new MemoryDriver(hypervisor, context);
  }
}
