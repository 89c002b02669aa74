package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.TestAbortedException;

/** The failures, aborts and skips that hosts report, in a test and before they enter it. */
final class ReportsTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final List<String> TWO = List.of(S, D);

  private RunState state = RunState.initial("r");
  private String type = "";

  @BeforeEach
  void enterAClass() {
    for (String host : TWO) {
      apply(new Command.Join(host, host));
      Reply reply = apply(new Command.EnterClass(host, "c " + host, "C", TWO, ""));
      type = ((Reply.Arrived) reply).scope();
    }
  }

  private Reply apply(Command command) {
    RunState.Step step = state.apply(command, 0);
    state = step.state();
    return step.reply();
  }

  private static Failure abort(String host) {
    return Failure.reported(host, "a condition", new TestAbortedException("no KVM"));
  }

  private static Failure failure(String host) {
    return Failure.reported(host, "a condition", new IllegalStateException("no"));
  }

  private void stayOut(String host, String name, Failure why) {
    apply(new Command.StayOut(host, "C", TWO, name, why));
  }

  private Scope scope(String name) {
    return state.scopes().values().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Reply enter(String host, String test) {
    return apply(new Command.EnterTest(host, test + host, type, test, ""));
  }

  private void fail(String host, Throwable thrown) {
    apply(new Command.Fail(host, type, "CHECK", ThrowableRecord.of(thrown)));
  }

  @Test
  void theFirstFailureOfAScopeStays() {
    fail(S, new IllegalStateException("first"));
    fail(D, new IllegalStateException("second"));
    assertThat(state.brokenBy(scope("C")).orElseThrow().message()).contains("first");
  }

  @Test
  void aFailureReplacesAnAbort() {
    fail(S, new TestAbortedException("no KVM"));
    fail(D, new IllegalStateException("no"));
    assertThat(state.brokenBy(scope("C")).orElseThrow().isOf(D)).isTrue();
  }

  @Test
  void aTestThatAHostSkipsIsOverForTheOthers() {
    stayOut(S, "C/T", Failure.skipped(S, "C/T", "not on Linux 4"));
    assertThat(enter(D, "C/T"))
        .isInstanceOfSatisfying(
            Reply.Broken.class,
            broken -> assertThat(broken.failure()).isInstanceOf(Failure.Skipped.class));
  }

  @Test
  void aReportThatIsRepeatedChangesNothingAndAFailureAfterAnAbortDoes() {
    stayOut(S, "C/T", abort(S));
    Scope aborted = scope("C/T");
    stayOut(S, "C/T", abort(S));
    assertThat(state.scopes().values()).filteredOn(Scope::isTest).containsExactly(aborted);
    stayOut(S, "C/T", failure(S));
    assertThat(state.scopes().values())
        .filteredOn(Scope::isTest)
        .extracting(each -> each.failure() != null && each.failure().fails())
        .contains(true);
  }

  @Test
  void theClassOfAHostThatStaysOutOfItIsBroken() {
    apply(new Command.StayOut(S, "C2", TWO, "C2", failure(S)));
    assertThat(state.brokenBy(scope("C2")).orElseThrow()).isInstanceOf(Failure.Thrown.class);
  }

  @Test
  void aHostThatTakesNoPartReportsNothing() {
    RunState before = state;
    apply(new Command.StayOut("bystander", "C", TWO, "C/T", abort("bystander")));
    assertThat(state.scopes()).isEqualTo(before.scopes());
  }

  @Test
  void anEchoIsNotAFailureOfTheHostThatReportsIt() {
    Failure echo = Failure.reported(D, "entry", failure(S).toException(D));
    stayOut(D, "C/T", echo);
    Scope test = scope("C/T");
    assertThat(test.failure()).isNotNull();
    assertThat(test.failure().isOf(S)).isTrue();
    assertThat(test.isKnownTo(D)).as("D has thrown it").isTrue();
  }

  private String inTest() {
    enter(S, "C/T");
    return ((Reply.Arrived) enter(D, "C/T")).scope();
  }

  private void fail(String host, String test, Throwable thrown) {
    apply(new Command.Fail(host, test, "the method", ThrowableRecord.of(thrown)));
  }

  private void excuse(String host, String test) {
    ThrowableRecord abort = ThrowableRecord.of(new TestAbortedException("expected on " + host));
    apply(new Command.Excuse(host, test, abort));
  }

  @Test
  void aFailureThatIsExcusedOnEveryHostIsAnAbort() {
    String test = inTest();
    fail(S, test, new IllegalStateException("expected"));
    excuse(D, test);
    assertThat(state.brokenBy(scope("C/T")).orElseThrow().fails()).isTrue();
    excuse(S, test);
    Failure abort = state.brokenBy(scope("C/T")).orElseThrow();
    assertThat(abort.fails()).isFalse();
    assertThat(abort.message()).contains("expected on " + D);
  }

  @Test
  void aLaterFailureOfAHostTakesItsExcuseBack() {
    String test = inTest();
    fail(S, test, new IllegalStateException("expected"));
    excuse(D, test);
    fail(D, test, new IllegalStateException("not expected"));
    excuse(S, test);
    assertThat(state.brokenBy(scope("C/T")).orElseThrow().fails()).isTrue();
  }

  @Test
  void aFailureAfterAnExcusedOneFailsTheTest() {
    String test = inTest();
    fail(S, test, new IllegalStateException("expected"));
    excuse(S, test);
    excuse(D, test);
    fail(S, test, new IllegalStateException("not expected"));
    assertThat(state.brokenBy(scope("C/T")).orElseThrow().message()).contains("not expected");
  }

  @Test
  void onlyAnAbortIsAnExcuse() {
    String test = inTest();
    fail(S, test, new IllegalStateException("expected"));
    ThrowableRecord failure = ThrowableRecord.of(new IllegalStateException("no abort"));
    TWO.forEach(host -> apply(new Command.Excuse(host, test, failure)));
    assertThat(state.brokenBy(scope("C/T")).orElseThrow().message()).contains("expected");
  }
}
