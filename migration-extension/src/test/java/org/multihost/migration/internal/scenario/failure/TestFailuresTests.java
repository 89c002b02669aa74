package org.multihost.migration.internal.scenario.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.HostLostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.diagnosis.DiagnosisCollector;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.time.Time;
import org.opentest4j.TestAbortedException;

@Timeout(60)
class TestFailuresTests {

  @TempDir Path logs;

  private final CompletableFuture<RuntimeException> elsewhere = new CompletableFuture<>();
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<DiagnosisCollector> examinations = new ArrayList<>();
  private Optional<RuntimeException> ofOthers = Optional.empty();
  private boolean coordinatorIsLost;

  /** It writes to the directory that JUnit takes away. */
  @AfterEach
  void awaitExaminations() {
    examinations.forEach(DiagnosisCollector::await);
  }

  private TestFailures failures() {
    HostConsole console = new HostConsole(new PrintStream(OutputStream.nullOutputStream()), "");
    TestEnvironment place =
        new TestEnvironment(
            new HostsView("a", List.of("a", "b")),
            Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of())),
            console,
            new TestLogs(logs, "test"),
            Time.system());
    DiagnosisCollector begun = new DiagnosisCollector(scope(), List::of, place);
    examinations.add(begun);
    return new TestFailures(scope(), begun, console, place.time());
  }

  private TestScope scope() {
    return (TestScope)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TestScope.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "fail" -> post((String) arguments[0]);
                  case "broken" -> elsewhere;
                  case "failure" -> ofOthers;
                  default -> null;
                });
  }

  private Object post(String doing) {
    if (coordinatorIsLost) {
      throw new HostLostException("Host [a] cannot reach the coordinator");
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    posted.add(doing);
    return posted;
  }

  @Test
  void keepsTheTestsOwnFailureWhenTheCoordinatorIsLost() {
    coordinatorIsLost = true;
    AssertionError own = new AssertionError("wrong");
    TestFailures failures = failures();

    assertThatThrownBy(() -> failures.guarded("the test method", () -> raise(own))).isSameAs(own);

    assertThat(own.getSuppressed()).hasExactlyElementsOfTypes(HostLostException.class);
    assertThat(failures.prevailing()).containsSame(own);
  }

  @Test
  void reportsOnAThreadThatIsInterrupted() {
    TestFailures failures = failures();
    Thread.currentThread().interrupt();

    failures.report("the test method", new AssertionError("wrong"));

    assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
    assertThat(posted).containsExactly("the test method");
  }

  /** As {@code assertTimeoutPreemptively}: the interrupted thread may unwind first. */
  @Test
  void theTestsOwnThreadHasTimeToSayWhyItHasInterruptedAnother() throws InterruptedException {
    TestFailures failures = failures();
    Thread interrupted =
        new Thread(() -> failures.report("MIGRATE", new InterruptedException("by the test")));
    interrupted.start();
    interrupted.join(200);
    AssertionError cause = new AssertionError("execution timed out");

    failures.report("the test method", cause);
    interrupted.join(Duration.ofSeconds(30).toMillis());

    assertThat(posted).containsExactly("the test method");
    assertThat(failures.prevailing()).containsSame(cause);
  }

  @Test
  void anInterruptWithoutAnotherCauseIsReported() throws InterruptedException {
    TestFailures failures = failures();
    Thread interrupted =
        new Thread(() -> failures.report("MIGRATE", new InterruptedException("by the test")));
    interrupted.start();
    interrupted.join(Duration.ofSeconds(30).toMillis());

    assertThat(posted).containsExactly("MIGRATE, which was interrupted");
  }

  @Test
  void reportsTheFirstFailureAlone() {
    TestFailures failures = failures();
    AssertionError first = new AssertionError("first");

    failures.report("one", first);
    failures.report("two", new AssertionError("second"));

    assertThat(posted).containsExactly("one");
    assertThat(failures.prevailing()).containsSame(first);
  }

  @Test
  void reportsAFailureAfterTheAbortOfAnotherHost() {
    TestFailures failures = failures();
    elsewhere.complete(new TestAbortedException("Host [b] aborted the test"));
    AssertionError own = new AssertionError("wrong");

    failures.report("the test method", own);

    assertThat(posted).containsExactly("the test method");
    assertThat(failures.prevailing()).containsSame(own);
  }

  @Test
  void reportsAfterAnAbortWhatAThreadThrowsThatNobodyHasInterrupted() {
    TestFailures failures = failures();
    elsewhere.complete(new TestAbortedException("Host [b] aborted the test"));
    InterruptedIOException own = new InterruptedIOException("timeout");

    failures.reportUninterrupted("the condition of cancelWhen", own);

    assertThat(failures.prevailing()).containsSame(own);
  }

  @Test
  void doesNotReportWhatTheInterruptOfAnAbortBringsAbout() {
    TestFailures failures = failures();
    TestAbortedException abort = new TestAbortedException("Host [b] aborted the test");

    assertThatThrownBy(
            () ->
                failures.guarded(
                    "the test method",
                    () -> {
                      elsewhere.complete(abort);
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        failures.report("a phase", e);
                        throw e;
                      }
                    }))
        .isSameAs(abort);

    assertThat(posted).isEmpty();
    assertThat(failures.prevailing()).containsSame(abort);
  }

  @Test
  void doesNotReportTheFailureOfAnotherHost() {
    TestFailures failures = failures();
    PeerFailedException cause =
        new PeerFailedException("Host [b] failed", "b", "a step", new AssertionError("there"));
    ofOthers = Optional.of(cause);

    failures.report("the test method", cause);

    assertThat(posted).isEmpty();
    assertThat(failures.prevailing()).containsSame(cause);
  }

  @Test
  void reportsAFailureOfItsOwnThatOnlyLooksLikeAnotherHosts() {
    TestFailures failures = failures();
    HostLostException own = new HostLostException("the test's own helper found a host dead");

    failures.report("the test method", own);

    assertThat(posted).containsExactly("the test method");
    assertThat(failures.prevailing()).containsSame(own);
  }

  @Test
  void interruptsCleanUpAtItsDeadlineAndNamesTheSetting() {
    TestFailures failures = failures();

    assertThatThrownBy(
            () ->
                failures.cleanUp(
                    "@AfterEach", Duration.ofMillis(20), () -> new CountDownLatch(1).await()))
        .hasMessage(
            "Clean-up [@AfterEach] did not end within 20 ms (multihost.timeout.cleanup) and was interrupted");
    assertThat(posted).containsExactly("@AfterEach");
  }

  @Test
  void cleanUpThatIgnoresItsInterruptFailsAllTheSame() {
    TestFailures failures = failures();

    assertThatThrownBy(
            () ->
                failures.cleanUp(
                    "@AfterEach",
                    Duration.ofMillis(20),
                    () -> {
                      while (!Thread.interrupted()) {
                        Thread.onSpinWait();
                      }
                    }))
        .hasMessageContaining("multihost.timeout.cleanup");
  }

  private void failInMethod(TestFailures failures, Throwable failure) throws Exception {
    Method method = TestFailuresTests.class.getDeclaredMethod("awaitExaminations");
    assertThatThrownBy(() -> failures.method(method, () -> raise(failure))).isSameAs(failure);
  }

  @Test
  void anAbortByAnotherExtensionExcusesTheFailureOfTheMethod() throws Exception {
    TestFailures failures = failures();
    AssertionError failure = new AssertionError("expected");
    failInMethod(failures, failure);

    assertThat(failures.excuse(new AssertionError("no abort"))).isFalse();
    TestAbortedException abort = new TestAbortedException("as expected", failure);
    assertThat(failures.excuse(abort)).isTrue();
    assertThat(failures.prevailing()).containsSame(abort);
  }

  @Test
  void aFailureSinceTheMethodIsNotExcusedWithTheMethods() throws Exception {
    TestFailures failures = failures();
    AssertionError failure = new AssertionError("expected");
    failInMethod(failures, failure);
    failures.report("running virtual machine [vm]", new IllegalStateException("QEMU has ended"));

    assertThat(failures.excuse(new TestAbortedException("as expected", failure))).isFalse();
    assertThat(failures.prevailing()).containsSame(failure);
  }

  @Test
  void aFailureOfCleanUpInTheMethodIsNotExcusedWithTheMethods() throws Exception {
    TestFailures failures = failures();
    AssertionError failure = new AssertionError("expected");
    IllegalStateException cleanUp = new IllegalStateException("the clean-up fails");
    Method method = TestFailuresTests.class.getDeclaredMethod("awaitExaminations");
    assertThatThrownBy(
            () ->
                failures.method(
                    method,
                    () -> {
                      failures.report("check", failure);
                      assertThatThrownBy(
                              () ->
                                  failures.cleanUpApart(
                                      "cleanUp", Duration.ofSeconds(30), () -> raise(cleanUp)))
                          .isSameAs(cleanUp);
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(failures.excuse(new TestAbortedException("as expected", failure))).isFalse();
    assertThat(failure.getSuppressed()).contains(cleanUp);
  }

  @Test
  void anAbortWithoutAFailureOfTheMethodIsNoExcuse() throws Exception {
    TestFailures failures = failures();
    failures.report("@BeforeEach", new AssertionError("before the method"));

    assertThat(failures.excuse(new TestAbortedException("by a handler"))).isFalse();
  }

  private static void raise(Throwable failure) throws Throwable {
    throw failure;
  }
}
