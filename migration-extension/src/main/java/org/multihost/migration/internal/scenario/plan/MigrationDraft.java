package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Compression;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.Transport;
import org.multihost.migration.spi.MigrationSettings.Channels;
import org.multihost.migration.spi.MigrationSettings.Feature;

/** The steps and the settings of a migration, as its test has given them so far. */
abstract class MigrationDraft implements MigrationBuilder {

  private static final MigrationHooks NO_HOOKS = new MigrationHooks() {};

  private @Nullable MigrationStep startWork;
  private @Nullable MigrationStep checkWork;
  private @Nullable MigrationStep checkSource;
  private @Nullable MigrationStep checkArriving;
  private MigrationHooks hooks = NO_HOOKS;
  private final List<MigrationSteps.During> during = new ArrayList<>();
  private final List<MigrationSteps.During> duringAtDestination = new ArrayList<>();

  final SettingsDraft settings = new SettingsDraft();

  /** Returns the steps so far. */
  final MigrationSteps steps() {
    return new MigrationSteps(
        startWork, checkWork, checkSource, checkArriving, hooks, during, duringAtDestination);
  }

  @Override
  public final MigrationBuilder startWork(MigrationStep step) {
    startWork = step;
    return this;
  }

  @Override
  public final MigrationBuilder checkWork(MigrationStep step) {
    checkWork = step;
    return this;
  }

  @Override
  public final MigrationBuilder checkSource(MigrationStep step) {
    checkSource = step;
    return this;
  }

  @Override
  public final MigrationBuilder checkArriving(MigrationStep step) {
    checkArriving = step;
    return this;
  }

  @Override
  public final MigrationBuilder hooks(MigrationHooks mine) {
    hooks = mine;
    return this;
  }

  @Override
  public final MigrationBuilder during(MigrationMoment moment, MigrationStep step) {
    if (moment instanceof MigrationMoment.GuestRuns) {
      throw new IllegalArgumentException(
          "during [%s]: this is a moment of the destination; use duringAtDestination"
              .formatted(moment));
    }
    during.add(MigrationSteps.During.atSource(moment, step));
    return this;
  }

  @Override
  public final MigrationBuilder holdAt(MigrationMoment moment) {
    return during(moment, work -> work.migration().hold());
  }

  @Override
  public final MigrationBuilder duringAtDestination(MigrationMoment moment, MigrationStep step) {
    if (moment instanceof MigrationMoment.Pass || moment instanceof MigrationMoment.Percent) {
      throw new IllegalArgumentException(
          "duringAtDestination [%s]: expected a status or a time; the destination counts no passes and no percentage"
              .formatted(moment));
    }
    duringAtDestination.add(MigrationSteps.During.atDestination(moment, step));
    return this;
  }

  @Override
  public final MigrationBuilder maxBandwidth(String bytesPerSecond) {
    settings.maxBandwidth(bytesPerSecond);
    return this;
  }

  @Override
  public final MigrationBuilder downtimeLimit(Duration limit) {
    settings.downtimeLimit(limit);
    return this;
  }

  @Override
  public final MigrationBuilder transport(Transport by) {
    settings.transport(by);
    return this;
  }

  @Override
  public final MigrationBuilder capability(String name, boolean on) {
    settings.capability(name, on);
    return this;
  }

  @Override
  public final MigrationBuilder parameter(String name, Object value) {
    settings.parameter(name, value);
    return this;
  }

  @Override
  public final MigrationBuilder channels(int count) {
    settings.channels(new Channels(count, Optional.empty()));
    return this;
  }

  @Override
  public final MigrationBuilder channels(int count, Compression compression) {
    settings.channels(new Channels(count, Optional.of(compression)));
    return this;
  }

  @Override
  public final MigrationBuilder postcopy(MigrationMoment moment) {
    settings.feature(Feature.POSTCOPY);
    return during(moment, work -> work.migration().startPostcopy());
  }

  @Override
  public final MigrationBuilder postcopyPreempt() {
    settings.feature(Feature.POSTCOPY_PREEMPT);
    return this;
  }

  @Override
  public final MigrationBuilder recoverPostcopy() {
    MigrationMoment paused = MigrationMoment.postcopyPaused();
    duringAtDestination(paused, work -> work.migration().recover());
    return during(paused, work -> work.migration().recover());
  }

  @Override
  public final MigrationBuilder autoConverge() {
    settings.feature(Feature.AUTO_CONVERGE);
    return this;
  }

  @Override
  public final MigrationBuilder xbzrle() {
    settings.feature(Feature.XBZRLE);
    return this;
  }

  @Override
  public final MigrationBuilder pauseBeforeSwitchover(MigrationStep step) {
    settings.feature(Feature.PAUSE_BEFORE_SWITCHOVER);
    return during(
        MigrationMoment.beforeSwitchover(),
        work -> {
          String status = work.migration().progress().status();
          step.run(work);
          work.migration().continueFrom(status);
        });
  }
}
