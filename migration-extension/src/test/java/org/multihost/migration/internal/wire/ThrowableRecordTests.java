package org.multihost.migration.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ThrowableRecordTests {

  private static Throwable acrossTheWire(Throwable throwable) {
    String json = Json.write(ThrowableRecord.of(throwable));
    return Json.read(json, ThrowableRecord.class).rebuild();
  }

  @Test
  void rebuildsNameMessageFramesCauseAndSuppressed() {
    IOException original = new IOException("no disk", new IllegalStateException("full"));
    original.addSuppressed(new ArithmeticException("/ by zero"));

    Throwable rebuilt = acrossTheWire(original);

    assertThat(rebuilt).hasToString("java.io.IOException: no disk");
    assertThat(rebuilt.getStackTrace())
        .usingElementComparator(
            Comparator.comparing(StackTraceElement::getClassName)
                .thenComparing(StackTraceElement::getMethodName)
                .thenComparing(StackTraceElement::getLineNumber))
        .isEqualTo(original.getStackTrace());
    assertThat(rebuilt.getCause()).hasToString("java.lang.IllegalStateException: full");
    assertThat(rebuilt.getSuppressed())
        .singleElement()
        .hasToString("java.lang.ArithmeticException: / by zero");
  }

  @Test
  void rebuildsAssertionWithExpectedAndActual() {
    Throwable rebuilt = acrossTheWire(new AssertionFailedError("not so", "1", "2"));

    assertThat(rebuilt).isInstanceOf(AssertionFailedError.class).hasMessage("not so");
    AssertionFailedError error = (AssertionFailedError) rebuilt;
    assertThat(error.getExpected().getStringRepresentation()).isEqualTo("1");
    assertThat(error.getActual().getStringRepresentation()).isEqualTo("2");
  }

  @Test
  void doesNotInventAnExpectedValue() {
    Throwable rebuilt = acrossTheWire(new AssertionError("plain"));

    assertThat(((AssertionFailedError) rebuilt).isExpectedDefined()).isFalse();
    assertThat(rebuilt).hasToString("java.lang.AssertionError: plain");
  }

  @Test
  void keepsAnAssumptionAnAssumption() {
    assertThat(acrossTheWire(new TestAbortedException("not here")))
        .isInstanceOf(TestAbortedException.class);
  }

  @Test
  void endsOnACycleOfCauses() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);

    assertThat(acrossTheWire(a).getCause()).hasMessage("b").hasNoCause();
  }

  @Test
  void cutsHundredsOfLongSuppressedThrowablesAndTheirFrames() {
    IllegalStateException failure = new IllegalStateException("the failure");
    for (int i = 0; i < 300; i++) {
      failure.addSuppressed(deep(i + " " + "s".repeat(90_000), 600));
    }

    Throwable rebuilt = acrossTheWire(failure);

    assertThat(Json.write(ThrowableRecord.of(failure))).hasSizeLessThan(1_500_000);
    assertThat(rebuilt).hasMessage("the failure");
    assertThat(rebuilt.getSuppressed()).hasSize(100);
    assertThat(rebuilt.getSuppressed()[5]).hasMessageContaining("of 90,002 characters]");
    assertThat(rebuilt.getSuppressed()[98]).hasMessageStartingWith("98 sss");
    assertThat(rebuilt.getSuppressed()[99])
        .hasToString("left out: 201 of 300 suppressed throwables");
  }

  private static Throwable deep(String message, int depth) {
    return depth == 0 ? new IllegalStateException(message) : deep(message, depth - 1);
  }

  @Test
  void cutsAMessageOfMegabytes() {
    ThrowableRecord record = ThrowableRecord.of(new IllegalStateException("x".repeat(2_000_000)));

    assertThat(record.message()).hasSizeLessThan(101_000).endsWith("of 2,000,000 characters]");
  }

  @Test
  void describesAThrowableThatCannotGiveItsMessage() {
    RuntimeException evil =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no");
          }
        };

    assertThat(ThrowableRecord.of(evil).message())
        .isEqualTo("getMessage() threw [java.lang.IllegalStateException]");
  }

  @ParameterizedTest
  @EnumSource
  void describesAThrowableWhoseMethodsFail(UnsoundException.Fault fault) {
    IOException outer = new IOException("outer", new UnsoundException(fault));
    outer.addSuppressed(new UnsoundException(fault));

    Throwable rebuilt = acrossTheWire(outer);

    assertThat(rebuilt.getCause()).hasMessage("the real cause");
    assertThat(rebuilt.getSuppressed()).singleElement().hasToString(rebuilt.getCause().toString());
    assertThat(ThrowableParts.chain(rebuilt).count()).isLessThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void replacesAThrowableThatJUnitCannotHandle(UnsoundException.Fault fault) {
    UnsoundException unsound = new UnsoundException(fault);
    IOException outer = new IOException(unsound);

    assertThat(ThrowableParts.sound(unsound))
        .isNotInstanceOf(UnsoundException.class)
        .hasToString(UnsoundException.class.getName() + ": the real cause");
    assertThat(ThrowableParts.sound(outer).getCause()).hasMessage("the real cause");
  }

  @Test
  void keepsAThrowableThatJUnitCanHandle() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);
    MuteException mute = new MuteException();

    assertThat(ThrowableParts.sound(a)).isSameAs(a);
    assertThat(ThrowableParts.sound(mute)).isSameAs(mute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.net.OwnException", "a/b", "x.Lambda$1/0x0123", "", "[", "a..b"})
  void aNameThatNoClassMayHaveIsInTheText(String name) {
    Throwable rebuilt =
        new ThrowableRecord(
                ThrowableRecord.Kind.OTHER, name, "no", null, null, List.of(), null, List.of())
            .rebuild();

    assertThat(rebuilt).hasSameClassAs(new RebuiltException(ThrowableRecord.of(rebuilt)));
    assertThat(rebuilt).hasToString(name + ": no");
  }

  @Test
  void typesOfOneNameAreOneClass() {
    Throwable once = acrossTheWire(new MuteException());
    assertThat(acrossTheWire(new MuteException())).hasSameClassAs(once);
    assertThat(once.getClass().getName()).isEqualTo(MuteException.class.getName());
  }
}
