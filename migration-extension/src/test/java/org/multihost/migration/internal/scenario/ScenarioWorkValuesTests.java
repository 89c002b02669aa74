package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;

/** The values that a step puts, and that travel with the migration. */
@Timeout(120)
class ScenarioWorkValuesTests extends ScenarioFixture {

  private enum Mode {
    FAST
  }

  private record Sum(String file, long sum, Optional<Mode> mode) {
    boolean isOf(String other) {
      return file.equals(other);
    }
  }

  private static final Sum SUM = new Sum("/tmp/x", 42, Optional.of(Mode.FAST));

  private final AtomicInteger checks = new AtomicInteger();

  private static void putAll(MigrationWork work) {
    work.put("sum", SUM);
    work.put("list", List.of(SUM, Duration.ofSeconds(1)));
    work.put("map", Map.of("at", Instant.EPOCH));
    work.put("none", null);
    work.put("number", 1);
    work.put("number", 2);
  }

  private void checkAll(MigrationWork work) {
    assertThat(work.get("sum", Sum.class)).isEqualTo(SUM).matches(sum -> sum.isOf("/tmp/x"));
    assertThat((Object) work.get("list", List.class))
        .isEqualTo(List.of(SUM, Duration.ofSeconds(1)));
    assertThat((Object) work.get("map", Map.class)).isEqualTo(Map.of("at", Instant.EPOCH));
    assertThat(work.get("none", String.class)).isNull();
    assertThat(work.get("number", long.class)).isEqualTo(2L);
    checks.incrementAndGet();
  }

  @Test
  void travelWithTheMigrationAndOnToTheNextHop() {
    passes(
        test -> {
          there(test)
              .startWork(ScenarioWorkValuesTests::putAll)
              .checkWork(this::checkAll)
              .checkSource(this::checkAll)
              .run();
          back(test).startWork(this::checkAll).checkWork(this::checkAll).run();
        });

    assertThat(checks).hasValue(4);
  }

  @Test
  void travelOverHazelcastToo() {
    try (var run = RendezvousRuns.overHazelcast()) {
      var outcome =
          new ScenarioRun(run, hypervisor, logs, "source", "destination")
              .with(VmPlans.on("source", "vm1"))
              .run(
                  test ->
                      there(test)
                          .startWork(ScenarioWorkValuesTests::putAll)
                          .checkWork(this::checkAll)
                          .run());

      assertThat(outcome.failures()).isEmpty();
      assertThat(checks).hasValue(1);
    }
  }

  @Test
  void aLaterHostsValueReplacesTheEarlierOne() {
    passes(
        test -> {
          there(test)
              .startWork(work -> work.put("who", "source"))
              .checkWork(work -> work.put("who", work.get("who", String.class) + ", destination"))
              .run();
          back(test)
              .checkWork(
                  work ->
                      assertThat(work.get("who", String.class)).isEqualTo("source, destination"))
              .run();
        });
  }

  @Test
  void eachVmHasItsOwn() {
    var outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "web"), VmPlans.on("source", "data"))
            .run(
                test -> {
                  there(test, "web").startWork(work -> work.put("sum", 1)).run();
                  there(test, "data")
                      .startWork(
                          work ->
                              assertThatThrownBy(() -> work.get("sum", int.class))
                                  .isInstanceOf(IllegalStateException.class)
                                  .hasMessageContainingAll("put before: nothing", "[data]"))
                      .run();
                });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aNameThatWasNeverPutIsAnErrorAtOnceThatListsWhatThereIs() {
    var outcome =
        run(
            test ->
                there(test)
                    .startWork(work -> work.put("sum", 1))
                    .checkWork(work -> work.get("size", int.class))
                    .run());

    assertThat(outcome.on("destination"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "the value [size]",
            "host [destination]",
            "[CHECK of migration #1",
            "[sum] by host [source] in [START_WORK of migration #1",
            "work.put(\"size\"");
    assertThat(outcome.on("source")).hasMessageContaining("the value [size]");
  }

  @Test
  void twoHostsThatPutOneNameInTheSamePhaseAreRefused() {
    var outcome =
        run(
            test ->
                there(test)
                    .hooks(
                        new MigrationHooks() {
                          @Override
                          public void beforeMigration(MigrationWork work) {
                            work.put("who", work.role());
                          }
                        })
                    .run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination");
    assertThat(outcome.failures().values())
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContainingAll(
                        "Two hosts put the value [who]", "BEFORE_MIGRATION of migration #1"));
  }

  @Test
  void whatCannotBeKeptIsRefusedAtTheCall() {
    passes(
        test ->
            there(test)
                .startWork(
                    work ->
                        assertThatThrownBy(() -> work.put("list", List.of(new Object())))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("element 0 of [list]"))
                .run());
  }
}
