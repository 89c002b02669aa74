package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.HostRole;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;

/** Tests of every shape that Jupiter has, each on two hosts that meet in it. */
final class ShapesOfTestsTests {

  /** Of three hosts' worth of calls, each exchange shows that the hosts are in the same one. */
  private static void meet(Rendezvous rendezvous, String what) {
    assertThat(rendezvous.exchange("what", what).values()).containsExactly(what, what);
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class FactoryTestCase {
    @TestFactory
    Stream<DynamicNode> factory(Rendezvous rendezvous) {
      return Stream.of(
          dynamicTest("first", () -> meet(rendezvous, "first")),
          dynamicContainer(
              "inside", Stream.of(dynamicTest("second", () -> meet(rendezvous, "second")))));
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @ParameterizedClass
  @ValueSource(strings = {"x", "y"})
  static final class ParameterizedTestCase {
    @Parameter String of;

    @Test
    void meets(Rendezvous rendezvous) {
      meet(rendezvous, of);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void meetsEachTime(int number, Rendezvous rendezvous) {
      meet(rendezvous, of + number);
    }

    @Nested
    final class Inner {
      @Test
      void meetsToo(Rendezvous rendezvous) {
        meet(rendezvous, of + " inside");
      }
    }
  }

  static final class Twice implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
      return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
        ExtensionContext context) {
      return Stream.of(
          new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class TemplateTestCase {
    @TestTemplate
    @ExtendWith(Twice.class)
    void template(Rendezvous rendezvous) {
      meet(rendezvous, "template");
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class TimeoutTestCase {
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void onAThreadOfItsOwn(Rendezvous rendezvous) {
      meet(rendezvous, "separate");
    }

    @Test
    void preemptively(Rendezvous rendezvous) {
      assertTimeoutPreemptively(Duration.ofMinutes(1), () -> meet(rendezvous, "preemptive"));
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class OneInstanceTestCase {
    private final Hosts hosts;
    private final HostRole role;

    OneInstanceTestCase(Hosts hosts, HostRole role) {
      this.hosts = hosts;
      this.role = role;
    }

    @BeforeAll
    void knowsItsHost() {
      assertThat(hosts.role()).isEqualTo(role);
    }

    @Test
    void meets(Rendezvous rendezvous) {
      assertThat(rendezvous.exchange("role", role).values())
          .containsExactly(HostRole.SOURCE, HostRole.DESTINATION);
    }
  }

  /** On host [a], where JUnit may run tests in parallel, one after the other nevertheless. */
  @MultihostMigration(hosts = {"a", "b"})
  static final class ConcurrentTestCase {
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void first(Rendezvous rendezvous) {
      meet(rendezvous, "first");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(ints = {1, 2, 3})
    void more(int number, Rendezvous rendezvous) {
      meet(rendezvous, "more " + number);
    }
  }

  @Test
  void meetOnAllHosts() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .withOn("a", "junit.jupiter.execution.parallel.enabled", "true")
            .launch(
                FactoryTestCase.class,
                ParameterizedTestCase.class,
                TemplateTestCase.class,
                TimeoutTestCase.class,
                OneInstanceTestCase.class,
                ConcurrentTestCase.class);

    for (String host : List.of("a", "b")) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(2 + 8 + 2 + 2 + 1 + 4);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class FailureThresholdTestCase {
    @RepeatedTest(value = 4, failureThreshold = 1)
    void repeated(RepetitionInfo repetition) {
      assertThat(repetition.getCurrentRepetition() == 2 && isHost("a")).isFalse();
    }
  }

  @Test
  void theThresholdOfFailuresSkipsTheOtherRepetitionsOnAllHosts() throws IOException {
    TwoHosts hosts = TwoHosts.run(FailureThresholdTestCase.class);

    assertThat(hosts.failures("a")).singleElement().isInstanceOf(AssertionError.class);
    assertThat(hosts.failures("b")).singleElement().isInstanceOf(PeerFailedException.class);
    for (String host : List.of("a", "b")) {
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(1);
      assertThat(hosts.skipped(host)).hasSize(2);
    }
  }
}
