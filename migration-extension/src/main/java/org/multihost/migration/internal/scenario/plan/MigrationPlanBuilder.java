package org.multihost.migration.internal.scenario.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Transport;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.MigrationOverrides;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.MigrationSettings;

/** A {@link MigrationBuilder} that checks the whole plan before anything starts. */
public final class MigrationPlanBuilder extends MigrationDraft {

  private final TestEnvironment environment;
  private final MigrationStarter starter;
  private final List<ManagedVm> vms;
  private final MigrationOverrides own;
  private @Nullable String source;
  private @Nullable String destination;

  private @Nullable Duration timeout;
  private Expectation expected = Expectation.UNSAID;

  private final VariantDraft variant = new VariantDraft();

  /**
   * Creates the builder of a migration.
   *
   * @param namesInTest the names of all VMs of the test
   * @param vms the VMs that migrate
   */
  public MigrationPlanBuilder(
      TestEnvironment environment,
      MigrationStarter starter,
      List<String> namesInTest,
      List<ManagedVm> vms) {
    this.environment = environment;
    this.starter = starter;
    this.vms = vms;
    this.own = new MigrationOverrides(environment.settings(), namesInTest);
  }

  @Override
  public MigrationBuilder from(String host) {
    source = environment.hosts().verified(host);
    return this;
  }

  @Override
  public MigrationBuilder to(String host) {
    destination = environment.hosts().verified(host);
    return this;
  }

  @Override
  public MigrationBuilder timeout(Duration limit) {
    timeout = VariantDraft.positive("timeout", limit);
    return this;
  }

  @Override
  public MigrationBuilder expect(MigrationOutcome outcome) {
    return expectAnyOf(outcome);
  }

  @Override
  public MigrationBuilder expectAnyOf(MigrationOutcome... outcomes) {
    expected = expected.anyOf(outcomes);
    return this;
  }

  @Override
  public MigrationBuilder expectState(VmState state) {
    expected = expected.in(state);
    return this;
  }

  /** Returns the value, if every hypervisor's protocol can carry it. */
  public static Object verifiedParameter(String name, Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException(
        "parameter [%s] has a value of type [%s]; expected a number, a boolean or a string"
            .formatted(name, value.getClass().getName()));
  }

  @Override
  public MigrationBuilder setting(String key, String value) {
    own.put(key, value);
    return this;
  }

  @Override
  public MigrationBuilder offline() {
    variant.offline();
    return this;
  }

  @Override
  public MigrationBuilder throughFile(Path path) {
    if (!path.isAbsolute() && !path.startsWith("{dir}")) {
      throw new IllegalArgumentException(
          "throughFile [%s]: expected an absolute path, or one that begins with {dir}"
              .formatted(path));
    }
    variant.offline();
    return transport(new Transport.File(path));
  }

  @Override
  public MigrationBuilder delay(Duration before) {
    variant.delay(before);
    return this;
  }

  @Override
  public MigrationBuilder notWaiting() {
    variant.notWaiting();
    return this;
  }

  @Override
  public MigrationBuilder cancelAfter(Duration duration) {
    variant.cancelAfter(duration);
    return this;
  }

  @Override
  public MigrationBuilder cancelWhen(Predicate<MigrationProgress> condition) {
    variant.cancelWhen(condition);
    return this;
  }

  @Override
  public MigrationBuilder throughProxy() {
    variant.throughProxy();
    return this;
  }

  @Override
  public MigrationBuilder verifyMemory() {
    variant.verifyMemory();
    return this;
  }

  @Override
  public MigrationResult run() {
    return starter.run(plan());
  }

  @Override
  public Migration start() {
    return starter.start(plan());
  }

  private MigrationPlan plan() {
    MigrationRoute route = MigrationRoute.of(source, destination, vms, environment.hosts().names());
    MigrationSettings settled = settings.settings(environment.settings().transport());
    Transport by = settled.transport();
    variant.proofs(environment.settings().get(TransferSettings.VERIFY_MEMORY));
    MigrationVariant settledVariant =
        variant.variant(by, sent(by, route.destination()), own.arguments());
    verifyTexts(settledVariant, by);
    return new MigrationPlan(
        starter.nextNumber(),
        vms,
        route.source(),
        route.destination(),
        settled,
        settledVariant,
        steps(),
        expected.orElse(
            variant.isCancelled() ? MigrationOutcome.CANCELLED : MigrationOutcome.COMPLETED),
        timeout == null ? own.timeouts().migration() : timeout,
        own.timeouts());
  }

  /** Verifies the placeholders before anything starts, on every host. */
  private void verifyTexts(MigrationVariant settled, Transport by) {
    for (ManagedVm vm : vms) {
      new VmTransport(vm, vms.size() > 1).verified(by, settled.sent().isPresent());
      settled.argumentsOf(vm).forEach(vm::filled);
    }
  }

  private Optional<SshTarget> sent(Transport by, String to) {
    return by instanceof Transport.File
        ? SshTarget.of(environment.settings(), to)
        : Optional.empty();
  }
}
