package org.multihost.migration.example;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.multihost.migration.Transport;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** The driver of counters for its contracts. */
final class CounterUnderTest implements DriverUnderTest {

  @Override
  public VirtualMachineDriver create(String host) {
    return new CounterProvider().create(new TestHost(host));
  }

  @Override
  public VmSpec bare(String name) {
    return VmSpec.builder(name).memory(4L << 20).login(Login.NONE).build();
  }

  @Override
  public List<String> standsStillOnArrival() {
    return List.of("paused");
  }

  @Override
  public void kill(LocalVm vm) {
    vm.unwrap(CounterVm.class).die();
  }

  @Override
  public Set<Class<? extends Transport>> transports() {
    return Set.of(Transport.Tcp.class);
  }

  @Override
  public Map<String, Object> parametersThatEndIt() {
    return Map.of("max-bandwidth", 1L << 30);
  }
}
