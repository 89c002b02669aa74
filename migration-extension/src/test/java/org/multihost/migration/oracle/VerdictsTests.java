package org.multihost.migration.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.oracle.HostLog.Status;

/** The table itself: what is wrong is seen, what is right is not. */
class VerdictsTests {

  private static final UniqueId CLASS = UniqueId.parse("[engine:junit-jupiter]/[class:X]");
  private static final UniqueId FIRST = CLASS.append("method", "first");
  private static final UniqueId SECOND = CLASS.append("method", "second");
  private static final Event FAILS = new Event(1, Point.TEST, 1, Action.ASSERTION, 0);
  private static final Event ABORTS = new Event(1, Point.TEST, 1, Action.ABORT, 0);
  private static final Script SCRIPT =
      new Script(
          Shape.PER_METHOD, 2, List.of(), List.of(), List.of(0, 0), List.of(), -1, false, false, 0);

  private final HostLog a = new HostLog("a");
  private final HostLog b = new HostLog("b");
  private Duration end = Duration.ZERO;

  private List<String> wrong() {
    var round = new ScriptRun.Round(SCRIPT, List.of(a, b), List.of(end));
    return Verdicts.of(new ScriptRun.Outcome(List.of(round), null, List.of()));
  }

  private static void reported(HostLog log, UniqueId id, Status status, String... words) {
    Optional<Throwable> thrown =
        words.length == 0 ? Optional.empty() : Optional.of(new AssertionError(words[0]));
    log.add(new HostLog.Reported(id, status, thrown));
  }

  private void second() {
    List.of(a, b).forEach(log -> reported(log, SECOND, Status.SUCCESSFUL));
  }

  @Test
  void successOnAllHostsIsRightWhereNothingHappens() {
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.SUCCESSFUL));
    second();

    assertThat(wrong()).isEmpty();
  }

  @Test
  void aFailureThatIsReportedByAllIsRight() {
    b.add(new HostLog.Acted(FAILS, 0));
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.FAILED, FAILS.token()));
    second();

    assertThat(wrong()).isEmpty();
  }

  @Test
  void aHostThatIsGreenBesideAFailureIsWrong() {
    b.add(new HostLog.Acted(FAILS, 0));
    reported(a, FIRST, Status.SUCCESSFUL);
    reported(b, FIRST, Status.FAILED, FAILS.token());
    second();

    assertThat(wrong()).anySatisfy(each -> assertThat(each).contains("on host [a]"));
  }

  @Test
  void aFailureWithoutItsCauseIsWrong() {
    b.add(new HostLog.Acted(FAILS, 0));
    reported(a, FIRST, Status.FAILED, "something");
    reported(b, FIRST, Status.FAILED, FAILS.token());
    second();

    assertThat(wrong()).singleElement().asString().startsWith("each host names a cause");
  }

  @Test
  void aSuccessBesideAnAbortIsWrong() {
    b.add(new HostLog.Acted(ABORTS, 0));
    reported(a, FIRST, Status.SUCCESSFUL);
    reported(b, FIRST, Status.ABORTED);
    second();

    assertThat(wrong()).singleElement().asString().startsWith("an abort beats a success");
  }

  @Test
  void aFailureOutOfNothingIsWrong() {
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.FAILED, "something"));
    second();

    assertThat(wrong()).anySatisfy(each -> assertThat(each).startsWith("nothing fails by itself"));
  }

  @Test
  void aTestThatIsMissingOnAHostIsWrong() {
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.SUCCESSFUL));
    reported(a, SECOND, Status.SUCCESSFUL);

    assertThat(wrong()).anySatisfy(each -> assertThat(each).contains("host [b]"));
  }

  @Test
  void cleanUpThatIsMissingOrDisturbedIsWrong() {
    b.add(new HostLog.Began(Point.BEFORE_EACH, false));
    a.add(new HostLog.Began(Point.BEFORE_EACH, false));
    a.add(new HostLog.Began(Point.AFTER_EACH, false));
    a.add(new HostLog.CleanedUp(Point.AFTER_EACH, false));
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.SUCCESSFUL));
    second();

    assertThat(wrong())
        .anySatisfy(each -> assertThat(each).startsWith("clean-up is undisturbed: host [a]"))
        .anySatisfy(each -> assertThat(each).startsWith("what began is cleaned up: host [b]"));
  }

  @Test
  void aWaitThatNothingNeedsIsWrong() {
    List.of(a, b).forEach(log -> reported(log, FIRST, Status.SUCCESSFUL));
    second();
    end = Duration.ofMinutes(5);

    assertThat(wrong()).singleElement().asString().startsWith("no needless wait");
  }

  @Test
  void theSameScriptGivesTheSameRun() {
    Script script = Scripts.of(42);

    assertThat(texts(ScriptRun.of(script))).isEqualTo(texts(ScriptRun.of(script)));
  }

  private static List<String> texts(ScriptRun.Outcome outcome) {
    return outcome.rounds().stream()
        .flatMap(round -> round.logs().stream())
        .flatMap(log -> log.entries().stream().map(entry -> log.host() + " " + entry))
        .toList();
  }
}
