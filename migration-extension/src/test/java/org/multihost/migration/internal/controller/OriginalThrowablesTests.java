package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UnknownFormatConversionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What the controller makes of a worker's throwables: a build's summary shows their classes. */
final class OriginalThrowablesTests {

  private static Throwable acrossTheWire(Throwable thrown) {
    String json = Json.write(ThrowableRecord.of(thrown));
    return OriginalThrowables.rebuild(Json.read(json, ThrowableRecord.class));
  }

  static List<Throwable> known() {
    return List.of(
        new TimeoutException("t() timed out after 8 seconds"),
        new IOException("no disk"),
        new IOException("no disk", new IllegalStateException("full")),
        new UncheckedIOException("no disk", new IOException("full")),
        new NullPointerException(),
        new MigrationFailedException("cancelled"),
        new MultihostConfigurationException("wrong", new IllegalArgumentException("no")),
        new PeerFailedException("Host [b] failed: no", "b", "CHECK", new IOException("no")));
  }

  @ParameterizedTest
  @MethodSource("known")
  void haveTheTypeAndTheTextOfTheOriginal(Throwable original) {
    original.addSuppressed(new ArithmeticException("/ by zero"));

    Throwable rebuilt = acrossTheWire(original);

    assertThat(rebuilt).hasSameClassAs(original).hasToString(original.toString());
    assertThat(String.valueOf(rebuilt.getCause())).isEqualTo(String.valueOf(original.getCause()));
    assertThat(rebuilt.getStackTrace()[0].getMethodName()).isEqualTo("known");
    assertThat(rebuilt.getSuppressed())
        .singleElement()
        .hasToString("java.lang.ArithmeticException: / by zero");
  }

  @Test
  void nameTheHostThatFailedFirst() {
    String message = "Host [b] failed while doing [running virtual machine [vm1]]: java.io: no";
    Throwable rebuilt =
        acrossTheWire(new PeerFailedException(message, "b", "", new IOException("no")));

    PeerFailedException peer = (PeerFailedException) rebuilt;
    assertThat(peer.host()).isEqualTo("b");
    assertThat(peer.phase()).isEqualTo("running virtual machine [vm1]");
  }

  static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  @Test
  void ofAnUnknownTypeHaveItsNameWithoutBeingOne() {
    OwnException original = new OwnException("no luck");
    original.addSuppressed(new IOException("no", new OwnException("inside")));

    Throwable rebuilt = acrossTheWire(original);

    assertThat(rebuilt).isNotInstanceOf(OwnException.class).hasMessage("no luck");
    assertThat(rebuilt.getClass()).hasToString(OwnException.class.toString());
    assertThat(rebuilt.getSuppressed()[0]).isInstanceOf(IOException.class);
    assertThat(rebuilt.getSuppressed()[0].getCause().getClass())
        .hasToString(OwnException.class.toString());
  }

  @Test
  void ofTheJdkAreNamedInTheirTextIfTheyAreNotInTheList() {
    Throwable rebuilt = acrossTheWire(new UnknownFormatConversionException("%y"));

    assertThat(rebuilt.getLocalizedMessage())
        .isEqualTo("java.util.UnknownFormatConversionException: Conversion = '%y'");
  }

  @Test
  void ofFailedAssertionsHaveTheOriginalsName() {
    assertThat(acrossTheWire(new AssertionError("no"))).hasSameClassAs(new AssertionError());
    assertThat(acrossTheWire(new AssertionFailedError("no")).getClass())
        .hasToString(AssertionFailedError.class.toString());
    assertThat(acrossTheWire(new TestAbortedException("no")).getClass())
        .hasToString(TestAbortedException.class.toString());
  }

  @Test
  void haveEachSuppressedThrowableOnce() {
    UncheckedIOException original = new UncheckedIOException("no", new OwnIoException());
    original.addSuppressed(new ArithmeticException("/ by zero"));

    assertThat(acrossTheWire(original).getSuppressed()).hasSize(1);
  }

  static final class OwnIoException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void keepAssertionsWithTheirValues() {
    assertThat(acrossTheWire(new AssertionFailedError("not so", "1", "2")))
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            error -> assertThat(error.getExpected().getStringRepresentation()).isEqualTo("1"));
  }
}
