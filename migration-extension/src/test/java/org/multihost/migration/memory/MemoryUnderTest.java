package org.multihost.migration.memory;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.multihost.migration.spi.DriverUnderTest;
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

  @Override
  public VmSpec guest(String name) {
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
  public void freeze(LocalVm vm) {
    vm.unwrap(MemoryProcess.class).freeze();
  }

  @Override
  public void close() {}
}
