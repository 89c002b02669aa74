package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VmState;

class MigrationPlanBuilderTests {

  private static final MigrationStep NOTHING = work -> {};

  private final PlannedTest test = new PlannedTest();

  @Test
  void aMigrationThatSaysNothingIsLiveAndCompletes() {
    MigrationPlan plan = test.planOf(test.migrate("vm1"));

    assertThat(plan.settings().transport()).isEqualTo(Transport.tcp());
    assertThat(plan.expected().outcomes()).containsExactly(MigrationOutcome.COMPLETED);
    assertThat(plan.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(plan.manner().text()).isEmpty();
    assertThat(plan.steps().startWork()).isNull();
    assertThat(plan.steps().during()).isEmpty();
  }

  @Test
  void takesTheStepsOfTheTest() {
    MigrationHooks hooks = new MigrationHooks() {};
    MigrationStep other = work -> {};

    MigrationSteps steps =
        test.planOf(
                test.migrate("vm1")
                    .startWork(NOTHING)
                    .checkWork(other)
                    .checkSource(NOTHING)
                    .hooks(hooks)
                    .during(MigrationMoment.pass(2), NOTHING)
                    .during(MigrationMoment.percent(50), other))
            .steps();

    assertThat(steps.startWork()).isSameAs(NOTHING);
    assertThat(steps.checkWork()).isSameAs(other);
    assertThat(steps.checkSource()).isSameAs(NOTHING);
    assertThat(steps.hooks()).isSameAs(hooks);
    assertThat(steps.during())
        .extracting(MigrationSteps.During::title)
        .containsExactly("during Pass[number=2]", "during Percent[least=50]");
  }

  @Test
  void theConfigurationDecidesTheTransportUnlessTheTestDoes() {
    test.with("multihost.migration.transport", "fd");

    assertThat(test.planOf(test.migrate("vm1")).settings().transport()).isEqualTo(Transport.fd());
    assertThat(test.planOf(test.migrate("vm1").transport(Transport.tcp())).settings().transport())
        .isEqualTo(Transport.tcp());
  }

  @Test
  void anAbsentTransportIsAnError() {
    assertThatThrownBy(() -> test.migrate("vm1").transport(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transport [null]");
    assertThat(test.plans()).isEmpty();
  }

  @Test
  void aCancelledMigrationIsExpectedToBeCancelled() {
    assertThat(test.planOf(test.migrate("vm1").cancelAfter(Duration.ofSeconds(1))).expected())
        .isEqualTo(Expectation.UNSAID.anyOf(MigrationOutcome.CANCELLED));
    assertThat(test.planOf(test.migrate("vm1").cancelWhen(progress -> true)).expected())
        .isEqualTo(Expectation.UNSAID.anyOf(MigrationOutcome.CANCELLED));
    assertThat(
            test.planOf(
                    test.migrate("vm1")
                        .cancelAfter(Duration.ofSeconds(1))
                        .expect(MigrationOutcome.COMPLETED)
                        .expectState(VmState.PAUSED))
                .expected()
                .text())
        .isEqualTo("COMPLETED, guest PAUSED");
  }

  @Test
  void aTimeoutOfItsOwnWinsOverTheSetting() {
    test.with("multihost.timeout.migration", "5 min");
    assertThat(test.planOf(test.migrate("vm1")).timeout()).isEqualTo(Duration.ofMinutes(5));

    assertThat(
            test.planOf(test.migrate("vm1").setting("multihost.timeout.migration", "7 s"))
                .timeout())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(
            test.planOf(
                    test.migrate("vm1")
                        .timeout(Duration.ofSeconds(3))
                        .setting("multihost.timeout.migration", "7 s"))
                .timeout())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aSettingIsForOneMigrationOnly() {
    MigrationPlan own =
        test.planOf(
            test.migrate("vm1")
                .setting("multihost.timeout.finish", "7 s")
                .setting("multihost.vm.vm2.arguments", "-S"));

    assertThat(own.timeouts().finish()).isEqualTo(Duration.ofSeconds(7));
    assertThat(own.manner().argumentsOf(test.vm("vm2"))).isEqualTo(List.of("-S"));
    MigrationPlan next = test.planOf(test.migrate("vm1"));
    assertThat(next.timeouts().finish()).isEqualTo(Duration.ofMinutes(2));
    assertThat(next.manner().arguments()).isEmpty();
  }

  @Test
  void aSettingOfTheRunIsRefusedAtOnce() {
    assertThatThrownBy(() -> test.migrate("vm1").setting("multihost.timeout.join", "7 s"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.timeout.join] cannot be set for one migration");
  }

  @Test
  void aFileIsWrittenOfflineAndHasAnAbsolutePath() {
    MigrationPlan plan = test.planOf(test.migrate("vm1").throughFile(Path.of("/state")));

    assertThat(plan.manner().offline()).isTrue();
    assertThat(plan.settings().transport()).isEqualTo(new Transport.File(Path.of("/state")));
    assertThatThrownBy(() -> test.migrate("vm1").throughFile(Path.of("state")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "throughFile [state]: expected an absolute path, or one that begins with {dir}");
  }

  @Test
  void aFileIsSentIfTheDestinationIsReachedBySsh() {
    test.with("multihost.host.b.ssh", "far");

    assertThat(test.planOf(test.migrate("vm1").throughFile(Path.of("/f"))).manner().sent())
        .map(Object::toString)
        .contains("far");
    assertThat(test.planOf(test.migrate("vm1").to("c").throughFile(Path.of("/f"))).manner().sent())
        .isEmpty();
    assertThat(test.planOf(test.migrate("vm1")).manner().sent()).isEmpty();
  }

  @Test
  void aRefusedPlanTakesNoNumber() {
    assertThatThrownBy(() -> test.migrate("vm1").transport(Transport.unix()).throughProxy().run())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> test.migrate("vm1").from("b").start())
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(test.plans()).isEmpty();
    assertThat(test.planOf(test.migrate("vm1")).number()).isEqualTo(1);
  }

  @Test
  void anUnknownHostIsRefusedAtOnce() {
    assertThatThrownBy(() -> test.migrate("vm1").to("d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No host is named [d] in this test; its hosts are [a, b, c]");
    assertThatThrownBy(() -> test.migrate("vm1").from("d"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startsInTheBackgroundWithTheSamePlan() {
    assertThatThrownBy(() -> test.migrate("vm1").start()).isInstanceOf(PlannedTest.Planned.class);
    MigrationPlan waited = test.planOf(test.migrate("vm1"));

    assertThat(test.plans()).hasSize(2);
    assertThat(test.plans().get(0).text()).isEqualTo(waited.text());
  }
}
