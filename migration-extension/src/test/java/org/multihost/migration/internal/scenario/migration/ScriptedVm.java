package org.multihost.migration.internal.scenario.migration;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/** A VM whose one migration goes as its test says, call by call. */
final class ScriptedVm implements OutgoingMigration {

  private final String name;
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();
  private final List<String> parameters = new CopyOnWriteArrayList<>();
  private Optional<OutgoingReport> soFar = Optional.empty();
  private Consumer<ProgressListener> onStart = listener -> {};
  private @Nullable MigrationEndpoint endpoint;
  private @Nullable ProgressListener listener;
  private int cancelled;

  ScriptedVm(String name) {
    this.name = name;
  }

  /** A report with nothing but the outcome. */
  static OutgoingReport report(MigrationOutcome outcome) {
    return new OutgoingReport(
        outcome,
        Optional.of(VmState.RUNNING),
        Optional.empty(),
        OutgoingFigures.onlyTime(Duration.ofSeconds(1)),
        Optional.empty());
  }

  /** The process, of which only the name and the migration are there. */
  LocalVm process() {
    return (LocalVm)
        Proxy.newProxyInstance(
            LocalVm.class.getClassLoader(),
            new Class<?>[] {LocalVm.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name" -> name;
                  case "migrate" ->
                      migrate((MigrationEndpoint) arguments[0], (ProgressListener) arguments[2]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private OutgoingMigration migrate(MigrationEndpoint to, ProgressListener progress) {
    endpoint = to;
    listener = progress;
    onStart.accept(progress);
    return this;
  }

  /** Happens inside of the call that starts the migration. */
  void onStart(Consumer<ProgressListener> happens) {
    onStart = happens;
  }

  MigrationEndpoint endpoint() {
    return Objects.requireNonNull(endpoint);
  }

  ProgressListener listener() {
    return Objects.requireNonNull(listener);
  }

  void progresses(MigrationProgress now) {
    listener().progressed(now);
  }

  void ends(MigrationOutcome outcome) {
    completion.complete(report(outcome));
  }

  /** The outcome is known, and the rest does not come. */
  void endsSoFar(Optional<OutgoingReport> known) {
    soFar = known;
  }

  int cancelled() {
    return cancelled;
  }

  List<String> parameters() {
    return parameters;
  }

  @Override
  public CompletionStage<OutgoingReport> completion() {
    return completion;
  }

  @Override
  public Optional<OutgoingReport> endSoFar() {
    return soFar;
  }

  @Override
  public void parameter(String parameter, Object value) {
    parameters.add(parameter + "=" + value);
  }

  @Override
  public void cancel() {
    cancelled++;
  }
}
