package org.multihost.migration.qemu;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpConnectionException;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;

/** A virtual machine in a QEMU process of this host. */
final class QemuVm implements LocalVm {

  private final QemuConnections connections;
  private final QemuDevices devices;
  private final MigrationParameters parameters;
  private final ProgressSampling sampling;
  private final GuestLogin login;
  private final CompletableFuture<VirtualMachineException> died = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean guestIsHere;

  // Guarded by this.
  private @Nullable QemuOutgoingMigration outgoing;

  private QemuVm(
      QemuConnections connections,
      QemuDevices devices,
      MigrationParameters parameters,
      ProgressSampling sampling,
      GuestLogin login) {
    this.connections = connections;
    this.devices = devices;
    this.parameters = parameters;
    this.sampling = sampling;
    this.login = login;
  }

  /**
   * Takes over a QEMU that has just started.
   *
   * @param started what its command line was made of
   */
  static QemuVm of(
      QemuConnections connections,
      QemuCommandLine started,
      GuestLogin login,
      ProgressSampling sampling) {
    QmpClient qmp = connections.qmp();
    qmp.execute(
        "migrate-set-capabilities",
        Map.of("capabilities", List.of(Map.of("capability", "events", "state", true))));
    String type = qmp.execute("qom-get", Map.of("path", "/machine", "property", "type")).asText();
    QemuMachine machine = started.machine().ofType(type.replaceFirst("-machine$", ""));
    String name = connections.process().launch().vm();
    QemuVm vm =
        new QemuVm(
            connections,
            new QemuDevices(name, qmp, machine),
            MigrationParameters.of(name, qmp),
            sampling,
            login);
    vm.guestIsHere = !started.incoming();
    connections.process().exited().thenAcceptAsync(code -> vm.ended(), sampling.executor());
    return vm;
  }

  QemuProcess process() {
    return connections.process();
  }

  QmpClient qmp() {
    return connections.qmp();
  }

  /** From now on its end is a death; before, it is how an incoming migration fails. */
  void guestIsHere() {
    guestIsHere = true;
  }

  private void ended() {
    if (guestIsHere && !closing.get()) {
      died.complete(process().failure("ended though nobody asked it to", ""));
    }
  }

  @Override
  public String name() {
    return process().launch().vm();
  }

  @Override
  public MachineDescription machine() {
    return devices.machine().describe();
  }

  @Override
  public VmState state() {
    if (!process().isAlive()) {
      return VmState.GONE;
    }
    try {
      return RunState.of(qmp().execute("query-status").path("status").asText());
    } catch (QmpConnectionException lost) {
      return VmState.GONE;
    }
  }

  @Override
  public void pause() {
    qmp().execute("stop");
  }

  @Override
  public void resume() {
    qmp().execute("cont");
  }

  @Override
  public void reset() {
    qmp().execute("system_reset");
  }

  @Override
  public GuestConsole console() {
    return connections.console();
  }

  @Override
  public GuestSession login(Duration timeout) {
    return login.login(timeout);
  }

  @Override
  public synchronized OutgoingMigration migrate(
      MigrationEndpoint endpoint,
      MigrationSettings settings,
      Consumer<MigrationProgress> progress) {
    if (outgoing != null && !outgoing.isDone()) {
      throw new VirtualMachineException(
          "Virtual machine [%s] is migrating already; a second migration, to [%s], must wait"
              .formatted(name(), endpoint.uri()));
    }
    parameters.set(settings);
    outgoing = QemuOutgoingMigration.start(qmp(), process(), endpoint, progress, sampling);
    return outgoing;
  }

  @Override
  public CompletionStage<VirtualMachineException> died() {
    return died.minimalCompletionStage();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Stream.of(qmp(), devices, process(), connections.session(), this)
        .filter(type::isInstance)
        .findFirst()
        .map(type::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Virtual machine [%s] has no [%s]; it has [%s] and [%s]"
                        .formatted(
                            name(),
                            type.getName(),
                            QmpClient.class.getName(),
                            QemuDevices.class.getName())));
  }

  /* Not synchronized: it must work while another thread is in here. */
  @Override
  public void close() {
    closing.set(true);
    login.close();
    connections.close();
  }

  boolean isClosed() {
    return closing.get() && !process().isAlive();
  }
}
