package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.SshTarget;

class MigrationVariantTests {

  private static final SshTarget FAR =
      new SshTarget(Optional.empty(), "far", Optional.empty(), Optional.empty(), Optional.empty());

  private final VariantDraft draft = new VariantDraft();

  private MigrationVariant variant() {
    return draft.variant(Transport.tcp(), Optional.empty(), Map.of());
  }

  @Test
  void aDraftThatSaysNothingIsAnOrdinaryMigration() {
    MigrationVariant ordinary = variant();

    assertThat(ordinary.offline()).isFalse();
    assertThat(ordinary.waiting()).isTrue();
    assertThat(ordinary.proxied()).isFalse();
    assertThat(ordinary.delay()).isEmpty();
    assertThat(ordinary.cancelAfter()).isEmpty();
    assertThat(ordinary.cancelWhen()).isEmpty();
    assertThat(ordinary.text()).isEmpty();
    assertThat(draft.isCancelled()).isFalse();
  }

  @Test
  void theTextNamesEachDifference() {
    draft.offline();
    draft.notWaiting();
    draft.throughProxy();
    draft.delay(Duration.ofMillis(1500));
    draft.cancelAfter(Duration.ofSeconds(2));
    draft.cancelWhen(progress -> true);

    MigrationVariant all =
        draft.variant(
            Transport.tcp(),
            Optional.of(FAR),
            Map.of("vm2", List.of("-S"), "vm1", List.of("-m", "96M")));

    assertThat(all.text())
        .isEqualTo(
            ", offline, not waiting, through a proxy, delayed by 1500 ms, cancelled after 2000 ms,"
                + " cancelled by a condition, sent by SSH, arguments {vm1=[-m, 96M], vm2=[-S]}");
  }

  @Test
  void eitherCancellationCounts() {
    draft.cancelWhen(progress -> false);
    assertThat(draft.isCancelled()).isTrue();

    VariantDraft other = new VariantDraft();
    other.cancelAfter(Duration.ofMillis(1));
    assertThat(other.isCancelled()).isTrue();
  }

  @Test
  void argumentsBelongToOneVm() {
    PlannedTest test = new PlannedTest();
    MigrationVariant own =
        draft.variant(Transport.tcp(), Optional.empty(), Map.of("vm1", List.of("-S")));

    assertThat(own.argumentsOf(test.vm("vm1"))).containsExactly("-S");
    assertThat(own.argumentsOf(test.vm("vm2"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aDurationIsMoreThanZero(long millis) {
    Duration none = Duration.ofMillis(millis);

    assertThatThrownBy(() -> draft.delay(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("delay [");
    assertThatThrownBy(() -> draft.cancelAfter(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("expected more than zero");
  }

  @Test
  void onlyTcpPassesThroughTheProxy() {
    draft.throughProxy();

    assertThat(variant().proxied()).isTrue();
    for (Transport other :
        List.of(
            Transport.unix(),
            Transport.exec(),
            Transport.fd(),
            new Transport.File(Path.of("/f")))) {
      assertThatThrownBy(() -> draft.variant(other, Optional.empty(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("throughProxy() with the transport [", "expected TCP");
    }
  }
}
