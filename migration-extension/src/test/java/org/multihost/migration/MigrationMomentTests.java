package org.multihost.migration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MigrationMomentTests {

  @Test
  void refusesMomentsThatNeverCome() {
    assertThatThrownBy(() -> MigrationMoment.pass(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pass [0]: expected 1 or more");
    assertThatThrownBy(() -> MigrationMoment.percent(101))
        .hasMessage("percent [101]: expected 0 to 100");
    assertThatThrownBy(() -> MigrationMoment.after(Duration.ZERO))
        .hasMessage("after [PT0S]: expected more than zero");
  }
}
