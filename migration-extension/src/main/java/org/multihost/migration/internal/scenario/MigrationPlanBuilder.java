package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.internal.config.Sizes;
import org.multihost.migration.spi.MigrationSettings;

/** A {@link MigrationBuilder} that checks the whole plan before anything starts. */
final class MigrationPlanBuilder implements MigrationBuilder {

  private static final MigrationHooks NO_HOOKS = new MigrationHooks() {};

  private final TestRun test;
  private final List<ManagedVm> vms;
  private @Nullable String source;
  private @Nullable String destination;
  private @Nullable MigrationStep startWork;
  private @Nullable MigrationStep checkWork;
  private @Nullable MigrationStep checkSource;
  private MigrationHooks hooks = NO_HOOKS;
  private Duration timeout;
  private MigrationOutcome expected = MigrationOutcome.COMPLETED;
  private OptionalLong maxBandwidth = OptionalLong.empty();
  private Optional<Duration> downtimeLimit = Optional.empty();

  MigrationPlanBuilder(TestRun test, List<ManagedVm> vms) {
    this.test = test;
    this.vms = vms;
    this.timeout = test.timeouts().migration();
  }

  @Override
  public MigrationBuilder from(String host) {
    source = test.hosts().verified(host);
    return this;
  }

  @Override
  public MigrationBuilder to(String host) {
    destination = test.hosts().verified(host);
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
  public MigrationBuilder hooks(MigrationHooks own) {
    hooks = own;
    return this;
  }

  @Override
  public MigrationBuilder timeout(Duration limit) {
    timeout = positive("timeout", limit);
    return this;
  }

  @Override
  public MigrationBuilder expect(MigrationOutcome outcome) {
    expected = outcome;
    return this;
  }

  @Override
  public MigrationBuilder maxBandwidth(String bytesPerSecond) {
    OptionalLong bytes =
        bytesPerSecond.strip().equals("0") ? OptionalLong.of(0) : Sizes.parse(bytesPerSecond);
    if (bytes.isEmpty()) {
      throw new IllegalArgumentException(
          "maxBandwidth [%s]: expected 0 (unlimited) or %s".formatted(bytesPerSecond, Sizes.ALLOWED));
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

  private static Duration positive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " [" + duration + "]: expected more than zero");
    }
    return duration;
  }

  @Override
  public MigrationResult run() {
    return test.run(plan());
  }

  @Override
  public Migration start() {
    return test.start(plan());
  }

  private MigrationPlan plan() {
    String from = source == null ? vms.get(0).host() : source;
    String to = destination == null ? firstOtherThan(from) : destination;
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "A migration of %s from [%s] to [%s]: expected two different hosts of %s"
              .formatted(names(), from, to, test.hosts().names()));
    }
    for (ManagedVm vm : vms) {
      if (!vm.host().equals(from)) {
        throw new IllegalArgumentException(
            "A migration of [%s] from [%s] to [%s]: the machine is on [%s]"
                .formatted(vm.name(), from, to, vm.host()));
      }
    }
    return new MigrationPlan(
        test.nextNumber(),
        vms,
        from,
        to,
        new MigrationSettings(maxBandwidth, downtimeLimit),
        expected,
        timeout,
        startWork,
        checkWork,
        checkSource,
        hooks);
  }

  private List<String> names() {
    return vms.stream().map(ManagedVm::name).toList();
  }

  private String firstOtherThan(String host) {
    return test.hosts().names().stream()
        .filter(name -> !name.equals(host))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A migration needs two hosts; @MultihostMigration(hosts = …) has only "
                        + test.hosts().names()));
  }
}
