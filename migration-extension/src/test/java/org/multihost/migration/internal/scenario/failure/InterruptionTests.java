package org.multihost.migration.internal.scenario.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTests {

  @Test
  void anInterruptIsFoundAmongTheCauses() {
    for (Exception interrupt :
        List.of(
            new InterruptedException(),
            new ClosedByInterruptException(),
            new InterruptedIOException())) {
      assertThat(Interruption.caused(interrupt)).isTrue();
      assertThat(Interruption.caused(new IllegalStateException(new IOException(interrupt))))
          .isTrue();
    }
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(Interruption.caused(new AssertionError("interrupted"))).isFalse();
    assertThat(Interruption.caused(new IllegalStateException(new IOException()))).isFalse();
  }

  @Test
  void theTimeoutOfASocketIsAnInterruptByItsTypeOnly() {
    assertThat(Interruption.caused(new SocketTimeoutException("Read timed out"))).isFalse();
  }

  @Test
  void aSuppressedInterruptIsNoCause() {
    IOException failure = new IOException("wrong");
    failure.addSuppressed(new InterruptedException());
    assertThat(Interruption.caused(failure)).isFalse();
  }

  @Test
  void causesInACircleEndTheSearch() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(Interruption.caused(first)).isFalse();
  }
}
