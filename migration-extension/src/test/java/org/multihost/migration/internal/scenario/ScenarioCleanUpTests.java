package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.time.Time;
import org.opentest4j.TestAbortedException;

/** The user's clean-up of migrations that end after the test itself. */
@Timeout(120)
class ScenarioCleanUpTests extends ScenarioFixture {

  /** Longer than the product needs to close the VMs of a test. */
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private Map<String, Throwable> failures = Map.of();

  @FunctionalInterface
  private interface Step {
    void run(MigrationWork work) throws Throwable;
  }

  /** The source's clean-up. */
  private static MigrationHooks cleaningUp(TestRun test, Step step) {
    return new MigrationHooks() {
      @Override
      public void cleanUp(MigrationWork work) throws Throwable {
        if (test.hosts().isSelf("source")) {
          letPass(A_WHILE);
          step.run(work);
        }
      }
    };
  }

  private static void letPass(Duration time) throws Exception {
    try {
      new CompletableFuture<Void>().get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException passed) {
      assertThat(passed).isNotNull();
    }
  }

  private void abortOnDestination(TestRun test) throws Exception {
    if (test.hosts().isSelf("destination")) {
      started.get(60, TimeUnit.SECONDS);
      throw new TestAbortedException("not here");
    }
  }

  private void workThatNeverEnds() throws Exception {
    started.complete(null);
    new CompletableFuture<Void>().get(60, TimeUnit.SECONDS);
  }

  @Test
  void hasItsVmAfterAnAbortOnAnotherHost() {
    var outcome =
        run(
            test -> {
              test.migrations()
                  .migrate()
                  .startWork(work -> workThatNeverEnds())
                  .hooks(cleaningUp(test, work -> work.vm("vm1").session().run("true")))
                  .start();
              abortOnDestination(test);
            });

    assertThat(outcome.failures().values())
        .hasSize(2)
        .allSatisfy(end -> assertThat(end).isInstanceOf(TestAbortedException.class));
  }

  @Test
  void failsEveryHostThoughTheTestHasLeftTheMigrationToAnotherThread() {
    var outcome =
        run(
            test -> {
              Step failing =
                  work -> {
                    throw new AssertionError("the clean-up fails");
                  };
              var migration =
                  test.migrations()
                      .migrate()
                      .startWork(work -> workThatNeverEnds())
                      .hooks(cleaningUp(test, failing));
              if (test.hosts().isSelf("source")) {
                assertTimeoutPreemptively(Duration.ofSeconds(60), migration::run);
              } else {
                new Thread(migration::run, "migration").start();
              }
              abortOnDestination(test);
            });

    assertThat(outcome.on("source")).isInstanceOf(AssertionError.class);
    assertThat(outcome.on("source")).hasMessage("the clean-up fails");
    assertThat(outcome.on("destination")).isInstanceOf(PeerFailedException.class);
  }

  @Test
  void isNotLostAfterAFailureOfAnotherHost() {
    var outcome =
        run(
            test ->
                test.migrations()
                    .migrate()
                    .checkWork(
                        work -> {
                          throw new AssertionError("the check fails");
                        })
                    .hooks(
                        cleaningUp(
                            test,
                            work -> {
                              throw new IllegalStateException("the clean-up fails");
                            }))
                    .run());

    assertThat(outcome.on("destination")).hasMessage("the check fails");
    assertThat(outcome.on("source")).isInstanceOf(PeerFailedException.class);
    assertThat(outcome.on("source").getSuppressed())
        .filteredOn(each -> "the clean-up fails".equals(each.getMessage()))
        .hasSize(1);
  }

  /** Code of the test's own that runs a migration. */
  @FunctionalInterface
  private interface Around {
    void run(Executable migration) throws Throwable;
  }

  /** Whether clean-up on the source passed undisturbed, while the test interrupted its caller. */
  private CompletableFuture<Boolean> cleanUpOnSource(Around around) {
    CompletableFuture<Boolean> undisturbed = new CompletableFuture<>();
    failures =
        run(test -> {
              MigrationHooks hooks =
                  new MigrationHooks() {
                    @Override
                    public void cleanUp(MigrationWork work) throws Exception {
                      if (test.hosts().isSelf("source")) {
                        started.complete(null);
                        undisturbed.complete(passes(A_WHILE));
                      }
                    }
                  };
              var migration = test.migrations().migrate().hooks(hooks);
              if (test.hosts().isSelf("source")) {
                around.run(migration::run);
              } else {
                migration.run();
              }
            })
            .failures();
    return undisturbed;
  }

  private static boolean passes(Duration time) throws Exception {
    try {
      letPass(time);
      return true;
    } catch (InterruptedException disturbed) {
      return false;
    }
  }

  /** Its thread is interrupted at the time-out, as that of JUnit's preemptive assertion is. */
  @Test
  void isNotInterruptedByATimeoutOfTheTestsOwnAroundTheMigration() {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    CompletableFuture<Boolean> undisturbed =
        cleanUpOnSource(
            migration -> {
              Thread thread =
                  new Thread(
                      () -> {
                        assertDoesNotThrow(migration);
                        interrupted.complete(Thread.currentThread().isInterrupted());
                      });
              thread.start();
              started.get(60, TimeUnit.SECONDS);
              thread.interrupt();
              thread.join();
            });

    assertThat(undisturbed).isCompletedWithValue(true);
    assertThat(interrupted).as("its thread, afterwards").isCompletedWithValue(true);
    assertThat(failures).isEmpty();
  }

  @Test
  void endsUndisturbedBeforeATestEndsThatAPreemptiveTimeoutHasFailed() {
    CompletableFuture<Boolean> undisturbed =
        cleanUpOnSource(
            migration ->
                assertTimeoutPreemptively(
                    Duration.ofMillis(1),
                    migration,
                    () -> {
                      started.join(); // the time-out's interrupt comes during the clean-up
                      return "too slow";
                    }));

    assertThat(undisturbed).isCompletedWithValue(true);
    assertThat(failures.get("source")).hasMessageStartingWith("too slow");
    assertThat(failures.get("destination")).isInstanceOf(PeerFailedException.class);
  }

  @Test
  void isWaitedForOnceAndNoLongerThanItsLimitsAllow() {
    CompletableFuture<Void> outcomeKnown = new CompletableFuture<>();
    List<Duration> waited = new CopyOnWriteArrayList<>();

    var outcome =
        on("source", "destination")
            .with("multihost.timeout.code", "2s")
            .with("multihost.timeout.cleanup", "1s")
            .by(listenedTo("host-source", waited))
            .run(
                test -> {
                  test.migrations()
                      .migrate()
                      .startWork(work -> workThatNeverEnds())
                      .hooks(deaf(test, outcomeKnown))
                      .start();
                  abortOnDestination(test);
                });
    outcomeKnown.complete(null);

    assertThat(outcome.on("source"))
        .isInstanceOf(MultihostException.class)
        .hasMessageStartingWith("migration #1")
        .hasMessageEndingWith(
            "its clean-up included, did not end within 4 s after the test itself");
    assertThat(waited).containsOnlyOnce(Duration.ofSeconds(4));
    assertThat(outcome.on("destination")).isInstanceOf(PeerFailedException.class);
  }

  /** The real time, which notes the limits of the waits of a thread that no interrupt ends. */
  private static Time listenedTo(String thread, List<Duration> limits) {
    return (Time)
        Proxy.newProxyInstance(
            Time.class.getClassLoader(),
            new Class<?>[] {Time.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("awaitUninterruptibly")
                  && Thread.currentThread().getName().equals(thread)) {
                limits.add((Duration) arguments[1]);
              }
              try {
                return method.invoke(Time.system(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Clean-up on the source that no interrupt ends. */
  private static MigrationHooks deaf(TestRun test, CompletableFuture<Void> until) {
    return new MigrationHooks() {
      @Override
      public void cleanUp(MigrationWork work) {
        if (test.hosts().isSelf("source")) {
          until.join();
        }
      }
    };
  }

  @Test
  void anInterruptThatTheTestLeavesBehindIsNoFailure() {
    var outcome =
        run(
            test -> {
              if (test.hosts().isSelf("source")) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(outcome.failures()).isEmpty();
  }
}
