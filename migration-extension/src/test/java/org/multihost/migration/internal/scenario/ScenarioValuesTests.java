package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.multihost.migration.MigrationMoment.status;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.rendezvous.Awaited;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/** The values that steps beside the hosts' own threads publish and await. */
@Timeout(120)
class ScenarioValuesTests extends ScenarioFixture {

  /** Until hosts wait for all of these, and have looked for them once more if they were to. */
  private void untilAwaited(String... values) {
    await().until(() -> Awaited.in(rendezvous).containsAll(Set.of(values)));
  }

  @Test
  void aStepDuringTheMigrationPublishesWhileBothHostsWait() {
    passes(
        test -> {
          Rendezvous rendezvous = test.rendezvous();
          there(test)
              .notWaiting()
              .during(
                  status("active"),
                  work -> {
                    untilAwaited("half", "seen");
                    rendezvous.publish("half", 1);
                  })
              .hooks(
                  new MigrationHooks() {
                    @Override
                    public void migrateOnDestination(MigrationWork work) {
                      assertThat(rendezvous.await("half", Integer.class)).isEqualTo(1);
                      rendezvous.publish("seen", 2);
                    }

                    @Override
                    public void afterMigration(MigrationWork work) {
                      assertThat(rendezvous.await("seen", Integer.class)).isEqualTo(2);
                    }
                  })
              .run();
        });
  }

  @Test
  void aBackgroundStepPublishesWhileBothHostsWait() {
    passes(
        test -> {
          Rendezvous rendezvous = test.rendezvous();
          there(test)
              .startWork(
                  work ->
                      work.background(
                          "measure",
                          step -> {
                            untilAwaited("measured", "incoming of migration #1");
                            rendezvous.publish("measured", 42);
                          }))
              .hooks(
                  new MigrationHooks() {
                    @Override
                    public void migrateOnDestination(MigrationWork work) {
                      assertThat(rendezvous.await("measured", Integer.class)).isEqualTo(42);
                    }
                  })
              .run();
        });
  }

  @Test
  void aBackgroundStepAwaitsWhatTheOtherHostPublishesMuchLater() {
    passes(
        test -> {
          Rendezvous rendezvous = test.rendezvous();
          CompletableFuture<String> stopped = new CompletableFuture<>();
          there(test)
              .startWork(
                  work ->
                      work.background(
                          "load", step -> stopped.complete(rendezvous.await("stop", String.class))))
              .hooks(
                  new MigrationHooks() {
                    @Override
                    public void migrateOnSource(MigrationWork work) {
                      untilAwaited("stop", "outgoing of migration #1");
                    }
                  })
              .checkWork(work -> rendezvous.publish("stop", "now"))
              .checkSource(work -> assertThat(stopped.get(60, TimeUnit.SECONDS)).isEqualTo("now"))
              .run();
        });
  }

  /** Until a host waits at a barrier of that name. */
  private void untilAtBarrier(String name) {
    await()
        .until(
            () ->
                rendezvous.state().barriers().values().stream()
                    .anyMatch(each -> each.kind() == Kind.INSIDE && each.name().equals(name)));
  }

  /** A meeting of the hosts by a step beside each one's own thread. */
  private interface Meeting {
    void at(Rendezvous rendezvous, String name);
  }

  /** On the source long before the destination, whose own thread waits for the source's. */
  private void meetBesideTheOwnThreads(Meeting meeting) {
    passes(
        test -> {
          Rendezvous rendezvous = test.rendezvous();
          CompletableFuture<Void> met = new CompletableFuture<>();
          MigrationStep loaded =
              work -> {
                meeting.at(rendezvous, "loaded");
                met.complete(null);
              };
          there(test)
              .startWork(
                  work -> {
                    work.background("load", loaded);
                    untilAtBarrier("loaded");
                    untilAtBarrier("START_WORK of migration #1");
                  })
              .hooks(
                  new MigrationHooks() {
                    @Override
                    public void migrateOnDestination(MigrationWork work) {
                      work.background("load", loaded);
                    }

                    @Override
                    public void afterMigration(MigrationWork work) throws Exception {
                      met.get(60, TimeUnit.SECONDS);
                    }
                  })
              .run();
        });
  }

  @Test
  void stepsMeetAtABarrierWhileTheOwnThreadsGoOn() {
    meetBesideTheOwnThreads(Rendezvous::barrier);
  }

  @Test
  void stepsExchangeValuesWhileTheOwnThreadsGoOn() {
    meetBesideTheOwnThreads((rendezvous, name) -> rendezvous.exchange(name, 1));
  }
}
