package org.multihost.migration.internal.controller;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.RealClock;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** Three tests for a hypervisor that is not installed. */
@MultihostMigration
@MigrateVm(name = "vm1")
final class NoHypervisorTestCase {

  @Test
  void plain() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parameterized(int number) {}

  @Nested
  final class Inner {
    @Test
    void inner() {}
  }

  /** The driver of that hypervisor. */
  public static final class Driver implements VirtualMachineDriverProvider {

    @Override
    public String name() {
      return "absent";
    }

    @Override
    public Set<String> settingKeys() {
      return Set.of();
    }

    @Override
    public VirtualMachineDriver create(DriverContext context) {
      throw new DriverUnavailableException("No guest kernel in [/nowhere]; run [./run setup]");
    }
  }

  /** A driver that has all but the kernel that a guest needs, as it finds for each VM. */
  public static final class WithoutKernel implements VirtualMachineDriverProvider {

    @Override
    public String name() {
      return "kernelless";
    }

    @Override
    public Set<String> settingKeys() {
      return Set.of();
    }

    @Override
    public VirtualMachineDriver create(DriverContext context) {
      VirtualMachineDriver whole = new Present().create(context);
      return (VirtualMachineDriver)
          Proxy.newProxyInstance(
              VirtualMachineDriver.class.getClassLoader(),
              new Class<?>[] {VirtualMachineDriver.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("verify")) {
                  throw new DriverUnavailableException(
                      "No guest kernel in [/nowhere]; run [./run setup]");
                }
                return method.invoke(whole, arguments);
              });
    }
  }

  /** A driver of a hypervisor that is installed. */
  public static final class Present implements VirtualMachineDriverProvider {

    @Override
    public String name() {
      return "present";
    }

    @Override
    public Set<String> settingKeys() {
      return Set.of();
    }

    @Override
    public VirtualMachineDriver create(DriverContext context) {
      return new MemoryHypervisor(new RealClock(), 0).provider().create(context);
    }
  }
}
