package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Compression;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Channels;
import org.multihost.migration.spi.MigrationSettings.Feature;
import org.multihost.migration.spi.MigrationSettings.Options;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/**
 * The contract of every driver for the migration of a VM from one host to another: what each side
 * reports, and the state of the VM on each.
 */
public abstract class MigrationContract extends TwoHostsFixture {

  @Test
  void completesWhenBothSidesSaySo() throws Exception {
    start(subject.bare("vm1"));
    assertThat(there.vm().state()).isEqualTo(VmState.INCOMING);
    OutgoingMigration migration = migrate(AS_IT_COMES);
    CompletableFuture<String> lastBeforeTheEnd =
        migration
            .completion()
            .thenApply(report -> progress.get(progress.size() - 1).status())
            .toCompletableFuture();

    assertCompleted(migration);

    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
    assertThat(subject.await(lastBeforeTheEnd)).isEqualTo(subject.statusCompleted());
    OutgoingReport outgoing = subject.await(migration.completion());
    assertThat(outgoing.figures().totalTime()).isPositive();
    assertThat(outgoing.figures().bytesTransferred().orElseThrow()).isPositive();
    assertThat(outgoing.figures().iterations().orElseThrow()).isPositive();
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.state()).isEqualTo(VmState.RUNNING);
    assertThat(incoming.resumed().orElseThrow()).isAfter(outgoing.stopped().orElseThrow());
    assertThat(here.failed().toCompletableFuture()).isNotDone();
    assertThat(there.vm().failed().toCompletableFuture()).isNotDone();
    here.close();
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsItsProgressInOrder() throws Exception {
    start(subject.bare("vm1"));
    assertCompleted(migrate(AS_IT_COMES));

    assertThat(progress.stream().map(MigrationProgress::status).distinct())
        .containsSubsequence(subject.statusUnderWay(), subject.statusCompleted())
        .endsWith(subject.statusCompleted());
    assertThat(progress.stream().map(MigrationProgress::iteration)).isSorted();
    assertThat(progress.stream().map(MigrationProgress::transferred)).isSorted();
    assertThat(progress.get(progress.size() - 1).total()).isPositive();
    int told = progress.size();
    here.close();
    there.vm().close();
    assertThat(progress).as("after the end").hasSize(told);
  }

  @Test
  void reportsItsFiguresByName() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(AS_IT_COMES);

    assertCompleted(migration);

    HypervisorFigures figures = subject.await(migration.completion()).figures().reported();
    assertThat(figures.named().keySet()).containsAll(subject.figures());
    figures.bandwidth().ifPresent(bytes -> assertThat(bytes).isPositive());
  }

  @Test
  void reportsTheStatusesOfTheDestinationOrSaysThatItKnowsNone() throws Exception {
    start(subject.bare("vm1"));
    List<String> statuses = new CopyOnWriteArrayList<>();
    boolean known = there.follow(now -> statuses.add(now.status()));

    assertCompleted(migrate(AS_IT_COMES));

    if (known) {
      assertThat(statuses).endsWith(subject.statusCompleted()).hasSizeGreaterThan(1);
    } else {
      assertThat(statuses).isEmpty();
    }
  }

  @Test
  void takesAPausedGuestOverPaused() throws Exception {
    start(subject.bare("vm1"));
    assertThat(here.pause()).isPresent();
    assertThat(here.pause()).isEmpty();
    OutgoingMigration migration = migrate(AS_IT_COMES);

    assertCompleted(migration);

    assertThat(subject.await(migration.completion()).stopped()).isEmpty();
    assertThat(subject.await(there.completion()).resumed()).isEmpty();
    assertThat(subject.await(there.completion()).state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().resume()).isPresent();
    assertThat(there.vm().resume()).isEmpty();
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsThatAGuestStandsStillThereThoughItRanHere() throws Exception {
    VmSpec spec = subject.bare("vm1");
    here = source.start(spec);
    there = destination.startIncoming(spec, here.machine(), subject.standsStillOnArrival());
    OutgoingMigration migration = migrate(AS_IT_COMES);

    assertCompleted(migration);

    assertThat(subject.await(migration.completion()).stopped()).isPresent();
    assertThat(subject.await(there.completion()).resumed()).isEmpty();
    assertThat(subject.await(there.completion()).state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void migratesBackAndForth() throws Exception {
    VmSpec spec = subject.bare("vm1");
    start(spec);
    assertCompleted(migrate(AS_IT_COMES));
    here.close();

    here = there.vm();
    there = source.startIncoming(spec, here.machine(), List.of());
    assertCompleted(migrate(AS_IT_COMES));
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void canBeCancelledAndTriedAgain() throws Exception {
    start(subject.bare("vm1"));
    MigrationEndpoint endpoint = there.listen(subject.endless());
    OutgoingMigration migration = migrate(endpoint, subject.endless());
    awaitUnderWay();
    assertThatThrownBy(() -> migrate(endpoint, AS_IT_COMES))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1]");

    migration.cancel();

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.CANCELLED);
    assertDestinationFailed();
    migration.cancel();
    there.vm().close();

    expect(subject.bare("vm1"));
    assertCompleted(migrate(AS_IT_COMES));
  }

  @Test
  void canBeCancelledByTheListenerThatItCalls() throws Exception {
    start(subject.bare("vm1"));
    MigrationEndpoint endpoint = there.listen(subject.endless());
    CompletableFuture<OutgoingMigration> started = new CompletableFuture<>();

    OutgoingMigration migration =
        here.migrate(
            endpoint,
            subject.endless(),
            now -> {
              if (now.status().equals(subject.statusUnderWay())) {
                started.thenAccept(OutgoingMigration::cancel);
              }
            });
    started.complete(migration);

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.CANCELLED);
    assertDestinationFailed();
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(MigrationEndpoint.tcp("127.0.0.1", 1), AS_IT_COMES);

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.FAILED);
  }

  @Test
  void failsWhenTheDestinationIsKilled() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();

    subject.kill(there.vm());

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.FAILED);
    assertDestinationFailed();
  }

  @Test
  void failsWhenADestinationThatHasHeardNothingIsClosed() throws Exception {
    start(subject.bare("vm1"));
    there.listen(AS_IT_COMES);
    there.vm().close();
    assertDestinationFailed();
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void failsWhenADestinationIsKilledBeforeItListens() throws Exception {
    start(subject.bare("vm1"));

    subject.kill(there.vm());

    assertDestinationFailed();
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void failsOnBothSidesWhenTheSourceIsKilled() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();

    subject.kill(here);

    OutgoingReport report = subject.await(migration.completion());
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.state()).contains(VmState.GONE);
    assertThat(report.error().orElseThrow()).isNotBlank();
    assertThat(subject.await(here.failed())).hasMessageContaining("[vm1]");
    assertDestinationFailed();
  }

  @Test
  void setsParametersWhileItIsUnderWay() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();
    assertThatThrownBy(() -> migration.parameter("no-such-parameter", 1))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "[no-such-parameter]");

    subject.parametersThatEndIt().forEach(migration::parameter);

    assertCompleted(migration);
  }

  @Test
  void refusesACapabilityThatItDoesNotKnow() {
    start(subject.bare("vm1"));
    MigrationSettings unknown =
        new MigrationSettings(
            Transport.tcp(),
            OptionalLong.empty(),
            Optional.empty(),
            Map.of("no-such-capability", true),
            Map.of());

    assertThatThrownBy(() -> migrate(MigrationEndpoint.tcp("127.0.0.1", 1), unknown))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "[no-such-capability]");
    assertThatThrownBy(() -> there.listen(unknown))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "[no-such-capability]");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void takesEachFeatureOrRefusesIt() throws Exception {
    for (Feature feature : Feature.values()) {
      boolean needsPostcopy = feature == Feature.POSTCOPY_PREEMPT;
      MigrationSettings settings = needsPostcopy ? AS_IT_COMES.with(Feature.POSTCOPY) : AS_IT_COMES;
      takesOrRefuses(
          settings.with(feature), (needsPostcopy ? Feature.POSTCOPY : feature).toString());
      here.close();
      there.vm().close();
    }
  }

  @Test
  void takesSeveralChannelsOrRefusesThem() throws Exception {
    Channels two = new Channels(2, Optional.of(Compression.NONE));
    takesOrRefuses(AS_IT_COMES.with(new Options(Set.of(), Optional.of(two))), two.toString());
  }

  private void takesOrRefuses(MigrationSettings settings, String named) throws Exception {
    start(subject.bare("vm1"));
    MigrationEndpoint endpoint;
    try {
      endpoint = there.listen(settings);
    } catch (VirtualMachineException refused) {
      assertThat(refused).hasMessageContainingAll("[vm1]", named);
      assertThat(here.state()).isEqualTo(VmState.RUNNING);
      return;
    }
    AtomicReference<OutgoingMigration> under = new AtomicReference<>();
    CompletableFuture<String> waiting = new CompletableFuture<>();
    List<MigrationProgress> told = new CopyOnWriteArrayList<>();
    under.set(
        here.migrate(
            endpoint,
            settings,
            new ProgressListener() {
              @Override
              public void progressed(MigrationProgress now) {
                told.add(now);
              }

              @Override
              public void waits(Wait command) {
                waiting.complete(told.get(told.size() - 1).status());
              }
            }));
    if (settings.options().features().contains(Feature.PAUSE_BEFORE_SWITCHOVER)) {
      under.get().commands().continueFrom(subject.await(waiting));
    }

    assertCompleted(under.get());
  }

  @Test
  void recoversAPostcopyThatHasLostItsStreamOrRefusesIt() throws Exception {
    MigrationSettings slow = subject.endlessPostcopy();
    start(subject.bare("vm1"));
    CompletableFuture<Boolean> lostThere = new CompletableFuture<>();
    CompletableFuture<Void> runsThere = new CompletableFuture<>();
    there.follow(
        new ProgressListener() {
          @Override
          public void progressed(MigrationProgress now) {}

          @Override
          public void guestRuns() {
            runsThere.complete(null);
          }

          @Override
          public void waits(Wait command) {
            lostThere.complete(command == Wait.RECOVERY);
          }
        });
    MigrationEndpoint endpoint;
    try {
      endpoint = there.listen(slow);
    } catch (VirtualMachineException refused) {
      assertThat(refused).hasMessageContainingAll("[vm1]", Feature.POSTCOPY.toString());
      return;
    }
    CompletableFuture<Void> lostHere = new CompletableFuture<>();
    OutgoingMigration migration = recoverable(endpoint, slow, lostHere);
    subject.await(runsThere);

    migration.commands().pause();
    assertThat(subject.await(lostThere)).isTrue();
    subject.await(lostHere);
    migration.commands().expectRecovery(Duration.ofSeconds(30));
    migration.commands().recover(there.recover());

    subject.parametersThatEndIt().forEach(migration::parameter);
    assertCompleted(migration);
  }

  private OutgoingMigration recoverable(
      MigrationEndpoint endpoint, MigrationSettings slow, CompletableFuture<Void> lostHere)
      throws Exception {
    CompletableFuture<Void> active = new CompletableFuture<>();
    CompletableFuture<Void> postcopy = new CompletableFuture<>();
    OutgoingMigration migration =
        here.migrate(
            endpoint,
            slow,
            new ProgressListener() {
              @Override
              public void progressed(MigrationProgress now) {
                if (now.status().equals(subject.statusUnderWay())) {
                  active.complete(null);
                } else if (now.status().startsWith("postcopy")) {
                  postcopy.complete(null);
                }
              }

              @Override
              public void waits(Wait command) {
                lostHere.complete(null);
              }
            });
    subject.await(active);
    migration.commands().startPostcopy();
    subject.await(postcopy);
    return migration;
  }

  @Test
  void isHeldUntilItIsReleasedOrRefusesIt() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();
    try {
      migration.commands().hold();
    } catch (VirtualMachineException refused) {
      assertThat(refused).hasMessageContaining("[hold]");
      migration.cancel();
      subject.await(migration.completion());
      return;
    }
    assertThat(migration.completion().toCompletableFuture()).isNotDone();
    migration.commands().release();
    assertThatThrownBy(migration.commands()::release).isInstanceOf(VirtualMachineException.class);

    subject.parametersThatEndIt().forEach(migration::parameter);
    assertCompleted(migration);
  }

  @Test
  void refusesACommandThatDoesNotFitTheMigration() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();

    assertThatThrownBy(migration.commands()::startPostcopy)
        .isInstanceOf(VirtualMachineException.class);
    assertThatThrownBy(migration.commands()::pause).isInstanceOf(VirtualMachineException.class);
    assertThatThrownBy(() -> migration.commands().continueFrom("no-such-status"))
        .isInstanceOf(VirtualMachineException.class);
    assertThatThrownBy(there::recover).isInstanceOf(VirtualMachineException.class);

    subject.parametersThatEndIt().forEach(migration::parameter);
    assertCompleted(migration);
  }

  @Test
  void goesOverEachTransportOrRefusesIt() throws Exception {
    VmSpec spec = subject.bare("vm1");
    here = source.start(spec);
    VirtualMachineDriver to = destination;
    for (Transport transport : transports()) {
      there = to.startIncoming(spec, here.machine(), List.of());
      if (subject.transports().contains(transport.getClass())) {
        assertCompleted(migrate(AS_IT_COMES.over(transport)));
        here.close();
        here = there.vm();
        to = to == destination ? source : destination;
      } else {
        assertThatThrownBy(() -> there.listen(AS_IT_COMES.over(transport)))
            .isInstanceOf(MultihostConfigurationException.class)
            .hasMessageContainingAll("[vm1]", "[" + transport + "]");
        there.vm().close();
      }
    }
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  private List<Transport> transports() {
    Path file = files.resolve("guest");
    return List.of(
        Transport.tcp(),
        Transport.unix(),
        Transport.exec(),
        Transport.fd(),
        new Transport.File(file));
  }

  @Test
  void tellsHowBothSidesAreInEveryState() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();
    assertThat(here.diagnosis().essentials()).isNotEmpty();
    assertThat(there.vm().diagnosis().essentials()).isNotEmpty();
    subject.parametersThatEndIt().forEach(migration::parameter);

    assertCompleted(migration);

    assertThat(here.diagnosis().essentials()).isNotEmpty();
    assertThat(there.vm().diagnosis().essentials()).isNotEmpty();
  }
}
