package org.multihost.migration.example;

import java.util.Set;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** The provider of the driver whose guests are counters. */
public final class CounterProvider implements VirtualMachineDriverProvider {

  @Override
  public String name() {
    return "counter";
  }

  @Override
  public Set<String> settingKeys() {
    return Set.of();
  }

  @Override
  public VirtualMachineDriver create(DriverContext context) {
    return new CounterDriver(context);
  }
}
