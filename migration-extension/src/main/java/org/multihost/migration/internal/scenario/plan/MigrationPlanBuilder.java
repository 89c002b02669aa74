package org.multihost.migration.internal.scenario.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.Transport;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.Sizes;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.MigrationSettings;

/** A {@link MigrationBuilder} that checks the whole plan before anything starts. */
public final class MigrationPlanBuilder implements MigrationBuilder {

  private static final MigrationHooks NO_HOOKS = new MigrationHooks() {};

  private final TestEnvironment environment;
  private final MigrationStarter starter;
  private final List<String> namesInTest;
  private final List<ManagedVm> vms;
  private final MigrationOverrides own;
  private @Nullable String source;
  private @Nullable String destination;

  private @Nullable MigrationStep startWork;
  private @Nullable MigrationStep checkWork;
  private @Nullable MigrationStep checkSource;
  private MigrationHooks hooks = NO_HOOKS;
  private final List<MigrationSteps.During> during = new ArrayList<>();

  private @Nullable Duration timeout;
  private Expectation expected = Expectation.UNSAID;

  private @Nullable Transport transport;
  private OptionalLong maxBandwidth = OptionalLong.empty();
  private Optional<Duration> downtimeLimit = Optional.empty();
  private final Map<String, Boolean> capabilities = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private boolean offline;
  private boolean waiting = true;
  private boolean proxied;
  private Optional<Duration> delay = Optional.empty();
  private Optional<Duration> cancelAfter = Optional.empty();
  private Optional<Predicate<MigrationProgress>> cancelWhen = Optional.empty();

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
    this.namesInTest = namesInTest;
    this.vms = vms;
    this.own = new MigrationOverrides(environment.settings());
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
  public MigrationBuilder startWork(MigrationStep step) {
    startWork = step;
    return this;
  }

  @Override
  public MigrationBuilder checkWork(MigrationStep step) {
    checkWork = step;
    return this;
  }

  @Override
  public MigrationBuilder checkSource(MigrationStep step) {
    checkSource = step;
    return this;
  }

  @Override
  public MigrationBuilder hooks(MigrationHooks mine) {
    hooks = mine;
    return this;
  }

  @Override
  public MigrationBuilder timeout(Duration limit) {
    timeout = positive("timeout", limit);
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

  @Override
  public MigrationBuilder maxBandwidth(String bytesPerSecond) {
    OptionalLong bytes =
        bytesPerSecond.strip().equals("0") ? OptionalLong.of(0) : Sizes.parse(bytesPerSecond);
    if (bytes.isEmpty()) {
      throw new IllegalArgumentException(
          "maxBandwidth [%s]: expected 0 (unlimited) or %s"
              .formatted(bytesPerSecond, Sizes.ALLOWED));
    }
    maxBandwidth = bytes;
    return this;
  }

  @Override
  public MigrationBuilder downtimeLimit(Duration limit) {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("downtimeLimit [" + limit + "]: expected at least 1 ms");
    }
    downtimeLimit = Optional.of(limit);
    return this;
  }

  @Override
  public MigrationBuilder transport(Transport by) {
    transport = by;
    return this;
  }

  @Override
  public MigrationBuilder capability(String name, boolean on) {
    capabilities.put(name, on);
    return this;
  }

  @Override
  public MigrationBuilder parameter(String name, Object value) {
    parameters.put(name, verifiedParameter(name, value));
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
    own.put(key, value, namesInTest);
    return this;
  }

  @Override
  public MigrationBuilder offline() {
    offline = true;
    return this;
  }

  @Override
  public MigrationBuilder throughFile(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "throughFile [%s]: expected an absolute path, the same on both hosts".formatted(path));
    }
    transport = new Transport.File(path);
    offline = true;
    return this;
  }

  @Override
  public MigrationBuilder delay(Duration before) {
    delay = Optional.of(positive("delay", before));
    return this;
  }

  @Override
  public MigrationBuilder notWaiting() {
    waiting = false;
    return this;
  }

  @Override
  public MigrationBuilder cancelAfter(Duration duration) {
    cancelAfter = Optional.of(positive("cancelAfter", duration));
    return this;
  }

  @Override
  public MigrationBuilder cancelWhen(Predicate<MigrationProgress> condition) {
    cancelWhen = Optional.of(condition);
    return this;
  }

  @Override
  public MigrationBuilder during(MigrationMoment moment, MigrationStep step) {
    during.add(new MigrationSteps.During(moment, step));
    return this;
  }

  @Override
  public MigrationBuilder throughProxy() {
    proxied = true;
    return this;
  }

  private static Duration positive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " [" + duration + "]: expected more than zero");
    }
    return duration;
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
    MigrationSettings settings =
        new MigrationSettings(
            transport == null ? environment.settings().transport() : transport,
            maxBandwidth,
            downtimeLimit,
            capabilities,
            parameters);
    verifyProxy(settings.transport());
    return new MigrationPlan(
        starter.nextNumber(),
        vms,
        route.source(),
        route.destination(),
        settings,
        new MigrationVariant(
            offline,
            waiting,
            delay,
            proxied,
            cancelAfter,
            cancelWhen,
            sent(settings.transport(), route.destination()),
            own.arguments()),
        new MigrationSteps(startWork, checkWork, checkSource, hooks, during),
        expected(),
        timeout == null ? own.timeouts().migration() : timeout,
        own.timeouts());
  }

  private void verifyProxy(Transport by) {
    if (proxied && !(by instanceof Transport.Tcp)) {
      throw new IllegalArgumentException(
          "throughProxy() with the transport [%s]: expected TCP, nothing else passes through the proxy"
              .formatted(by));
    }
  }

  private Optional<SshTarget> sent(Transport by, String to) {
    return by instanceof Transport.File
        ? SshTarget.of(environment.settings(), to)
        : Optional.empty();
  }

  private Expectation expected() {
    boolean cancelled = cancelAfter.isPresent() || cancelWhen.isPresent();
    return expected.orElse(cancelled ? MigrationOutcome.CANCELLED : MigrationOutcome.COMPLETED);
  }
}
