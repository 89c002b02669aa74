package org.multihost.migration.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.multihost.migration.Transport;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** The driver in memory for its contract: all on the test's thread, in virtual time. */
final class MemoryUnderTest implements DriverUnderTest {

  private final VirtualClock clock = new VirtualClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);

  @Override
  public VirtualMachineDriver create(String host) {
    return hypervisor.provider().create(new TestHost(host));
  }

  @Override
  public VmSpec bare(String name) {
    return spec(name);
  }

  static VmSpec spec(String name) {
    return VmSpec.builder(name).memory(64L << 20).build();
  }

  @Override
  public List<String> standsStillOnArrival() {
    return List.of("-S");
  }

  @Override
  public <T> T await(CompletionStage<T> stage) throws Exception {
    return clock.await(stage.toCompletableFuture());
  }

  @Override
  public void kill(LocalVm vm) {
    vm.unwrap(MemoryProcess.class).die();
  }

  @Override
  public Set<Class<? extends Transport>> transports() {
    return Set.of(
        Transport.Tcp.class,
        Transport.Unix.class,
        Transport.Exec.class,
        Transport.Fd.class,
        Transport.File.class);
  }

  @Override
  public Map<String, Object> parametersThatEndIt() {
    return Map.of("downtime-limit", 2000L, "max-bandwidth", 1L << 30);
  }

  @Override
  public Set<String> figures() {
    return Set.of("sent", "status");
  }
}
