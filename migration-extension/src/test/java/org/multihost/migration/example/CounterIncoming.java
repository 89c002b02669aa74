package org.multihost.migration.example;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.text.PortRange;

/** The destination's side of a counter's migration. */
final class CounterIncoming implements IncomingVm {

  private final CounterVm vm;
  private final DriverContext context;
  private final boolean runsOnArrival;
  private final CompletableFuture<IncomingReport> completion = new CompletableFuture<>();

  CounterIncoming(CounterVm vm, DriverContext context, boolean runsOnArrival) {
    this.vm = vm;
    this.context = context;
    this.runsOnArrival = runsOnArrival;
    vm.ended()
        .thenAccept(
            reason ->
                completion.complete(IncomingReport.absent(VmState.GONE, Optional.of(reason))));
  }

  @Override
  public MigrationEndpoint listen(MigrationSettings settings) {
    if (!(settings.transport() instanceof Transport.Tcp)) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] cannot migrate over [%s]; a counter migrates over TCP only"
              .formatted(vm.name(), settings.transport()));
    }
    CounterMigration.verify(vm, settings);
    ServerSocket door = open(context.migrationPorts());
    vm.closeAtEnd(door);
    Thread thread = new Thread(() -> receive(door), "counter-incoming-" + vm.name());
    thread.setDaemon(true);
    thread.start();
    return MigrationEndpoint.tcp(context.migrationAddress(), door.getLocalPort());
  }

  private ServerSocket open(PortRange ports) {
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return new ServerSocket(port, 1, InetAddress.getByName(context.migrationAddress()));
      } catch (BindException taken) {
        // the next one, then
      } catch (IOException failure) {
        throw new VirtualMachineException(
            "Virtual machine [%s] cannot listen: %s".formatted(vm.name(), failure), failure);
      }
    }
    throw new VirtualMachineException(
        "Virtual machine [%s] cannot listen on [%s]: no port of [%s] is free"
            .formatted(vm.name(), context.migrationAddress(), ports));
  }

  private void receive(ServerSocket door) {
    try (door;
        Socket source = door.accept()) {
      vm.closeAtEnd(source);
      DataInputStream in = new DataInputStream(new BufferedInputStream(source.getInputStream()));
      in.skipNBytes(vm.memory());
      long count = in.readLong();
      boolean ran = in.readBoolean();
      source.getOutputStream().write(CounterMigration.ALL_IS_HERE);
      in.readByte(); // the source has given the guest away
      Optional<Instant> resumed = vm.arrive(count, ran && runsOnArrival);
      completion.complete(
          new IncomingReport(MigrationOutcome.COMPLETED, vm.state(), resumed, Optional.empty()));
    } catch (IOException | VirtualMachineException failure) {
      vm.end("its guest did not arrive: " + failure, true);
    }
  }

  @Override
  public LocalVm vm() {
    return vm;
  }

  @Override
  public CompletionStage<IncomingReport> completion() {
    return completion.minimalCompletionStage();
  }
}
