package org.multihost.migration.example;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.multihost.migration.Guest;
import org.multihost.migration.Transport;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.GuestCredentials;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.Placeholders;

/** The driver of counters for its contracts. */
final class CounterUnderTest implements DriverUnderTest {

  private static final GuestAccess NO_LOGIN =
      new GuestAccess(
          false,
          GuestAccess.Login.NONE,
          GuestCredentials.ROOT,
          22,
          Optional.empty(),
          Optional.empty());

  @Override
  public VirtualMachineDriver create(String host) {
    return new CounterProvider().create(new TestHost(host));
  }

  @Override
  public VmSpec bare(String name) {
    return new VmSpec(
        name,
        4L << 20,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        VmDrives.NONE,
        NO_LOGIN,
        false,
        Guest.LINUX,
        Placeholders.NONE);
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
