package org.multihost.migration.example;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/** The source's side of a counter's migration. */
final class CounterMigration implements OutgoingMigration {

  static final int ALL_IS_HERE = 1;

  private static final String MAX_BANDWIDTH = "max-bandwidth";
  private static final int PAGE = 1024;
  private static final int SAMPLE = 64 * PAGE;

  private final CounterVm vm;
  private final ProgressListener progress;
  private final Socket socket = new Socket();
  private final BlockingQueue<Long> bandwidths = new LinkedBlockingQueue<>();
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();
  private final long start = System.nanoTime();
  private volatile boolean cancelled;

  // For the thread of the migration.
  private long bandwidth;
  private long sent;

  private CounterMigration(CounterVm vm, ProgressListener progress) {
    this.vm = vm;
    this.progress = progress;
  }

  static CounterMigration start(
      CounterVm vm,
      MigrationEndpoint endpoint,
      MigrationSettings settings,
      ProgressListener progress) {
    verify(vm, settings);
    CounterMigration migration = new CounterMigration(vm, progress);
    settings.parameters().forEach(migration::parameter);
    settings.maxBandwidth().ifPresent(migration.bandwidths::add);
    vm.closeAtEnd(migration.socket);
    Thread thread = new Thread(() -> migration.run(endpoint), "counter-outgoing-" + vm.name());
    thread.setDaemon(true);
    thread.start();
    return migration;
  }

  /** Rejects what a counter does not have, on both sides and before anything starts. */
  static void verify(CounterVm vm, MigrationSettings settings) {
    settings.options().features().forEach(name -> refuse(vm, "feature", name.toString()));
    settings.options().channels().ifPresent(by -> refuse(vm, "several channels", by.toString()));
    settings.capabilities().keySet().forEach(name -> refuse(vm, "capability", name));
    settings.parameters().keySet().stream()
        .filter(name -> !name.equals(MAX_BANDWIDTH))
        .forEach(name -> refuse(vm, "parameter", name));
  }

  private static void refuse(CounterVm vm, String kind, String name) {
    throw new VirtualMachineException(
        "Virtual machine [%s]: a counter has no %s [%s]; it has the parameter [%s], in bytes per second"
            .formatted(vm.name(), kind, name, MAX_BANDWIDTH));
  }

  private void run(MigrationEndpoint endpoint) {
    Optional<Instant> stopped = Optional.empty();
    try (socket) {
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port().orElseThrow()));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      sendMemory(out);
      stopped = vm.pause();
      out.writeLong(vm.count());
      out.writeBoolean(stopped.isPresent());
      if (socket.getInputStream().read() != ALL_IS_HERE) {
        throw new EOFException("the destination has refused the guest");
      }
      vm.leave(); // before the destination may run it: a guest must never run twice
      out.writeByte(0);
      end(MigrationOutcome.COMPLETED, stopped, null);
    } catch (IOException | VirtualMachineException failure) {
      vm.stay(stopped.isPresent());
      end(
          cancelled ? MigrationOutcome.CANCELLED : MigrationOutcome.FAILED,
          stopped,
          failure.toString());
    }
  }

  private void sendMemory(OutputStream out) throws IOException {
    byte[] page = new byte[PAGE];
    while (sent < vm.memory()) {
      if (sent % SAMPLE == 0) {
        progress.progressed(now("active"));
      }
      out.write(page);
      sent += PAGE;
      awaitTimeOfPage();
    }
  }

  /** A change of the bandwidth ends the wait. */
  private void awaitTimeOfPage() throws IOException {
    long millis = bandwidth == 0 ? 0 : PAGE * 1000L / bandwidth;
    try {
      Long changed = bandwidths.poll(millis, TimeUnit.MILLISECONDS);
      bandwidth = changed == null ? bandwidth : changed;
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private MigrationProgress now(String status) {
    long left = vm.memory() - sent;
    return new MigrationProgress(status, 1, elapsed(), sent, left, vm.memory(), 0);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void end(MigrationOutcome outcome, Optional<Instant> stopped, @Nullable String error) {
    progress.ended(now(outcome.name().toLowerCase(Locale.ROOT)));
    OutgoingFigures figures =
        new OutgoingFigures(
            elapsed(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(sent),
            OptionalLong.of(1));
    completion.complete(
        new OutgoingReport(
            outcome, Optional.of(vm.state()), stopped, figures, Optional.ofNullable(error)));
  }

  boolean isDone() {
    return completion.isDone();
  }

  @Override
  public CompletionStage<OutgoingReport> completion() {
    return completion.minimalCompletionStage();
  }

  @Override
  public void parameter(String name, Object value) {
    if (name.equals(MAX_BANDWIDTH) && value instanceof Number bytes) {
      bandwidths.add(bytes.longValue());
    } else {
      refuse(vm, "parameter", name);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    CounterVm.close(socket);
    bandwidths.add(0L);
  }
}
