package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;

/** What a VM that lives as long as its class cannot be: an error before anything starts. */
class ClassVmsWrongUseTests {

  private static final CallScript STARTED =
      CallScript.failing(() -> new IllegalStateException("a virtual machine has started"));

  @TempDir Path reports;

  private void assertRefused(Class<?> type, List<String> settings, String... message)
      throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      for (String vm : List.of("vm1", "vm2")) {
        for (String host : HostsInMemory.HOSTS) {
          hosts.hypervisor().call(DriverCall.START, host, vm, STARTED);
        }
      }
      for (int i = 0; i < settings.size(); i += 2) {
        hosts.with(settings.get(i), settings.get(i + 1));
      }
      hosts
          .run(type)
          .forEach(
              (host, ends) -> {
                assertThat(ends.tests(Status.SUCCESSFUL)).isEmpty();
                assertThat(ends.failures())
                    .as(host)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure).hasMessageContainingAll(message));
              });
    }
  }

  @MultihostMigration
  static class OnMethodTestCase {
    @Test
    @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
    void neverRuns() {}
  }

  @Test
  void itIsNotDeclaredOnAMethod() throws Exception {
    assertRefused(
        OnMethodTestCase.class,
        List.of(),
        "[vm1]",
        "[per-class]",
        "OnMethodTestCase#neverRuns]",
        "expected: on the outermost class [");
  }

  @MultihostMigration
  static class OnNestedTestCase {
    @Nested
    @MigrateVm(name = "vm1")
    class Inner {
      @Test
      void neverRuns() {}
    }
  }

  @Test
  void itIsNotDeclaredOnANestedClassAlsoIfASettingSaysSo() throws Exception {
    assertRefused(
        OnNestedTestCase.class,
        List.of("multihost.vm.vm1.lifecycle", "per-class"),
        "OnNestedTestCase$Inner]",
        "expected: on the outermost class [");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @MigrateVm(name = "vm2")
  static class OtherNameTestCase {
    @BeforeAll
    static void neverRunsEither(VirtualMachine vm2) {}

    @Test
    void neverRuns() {}
  }

  @Test
  void beforeAllDoesNotTakeItUnderTheNameOfAnotherVm() throws Exception {
    assertRefused(
        OtherNameTestCase.class,
        List.of(),
        "neverRunsEither",
        "asks for the virtual machine [vm2], and @BeforeAll and @AfterAll have only those with the lifecycle [per-class]: [vm1]");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class OtherMethodsNameTestCase {
    @Test
    void neverRuns(VirtualMachine vm2) {}

    @Test
    @MigrateVm(name = "vm2")
    void neverRunsEither(VirtualMachine vm2) {}
  }

  @Test
  void aTestDoesNotTakeItsVmUnderTheNameOfAnotherTestsVm() throws Exception {
    assertRefused(
        OtherMethodsNameTestCase.class,
        List.of(),
        "neverRuns",
        "asks for the virtual machine [vm2], which is not declared; declared with @MigrateVm: [vm1]");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class RedeclaredTestCase {
    @Test
    @MigrateVm(name = "vm1", memory = "64 MiB")
    void neverRuns() {}
  }

  @Test
  void aTestDoesNotDeclareAnotherOneOfItsName() throws Exception {
    assertRefused(
        RedeclaredTestCase.class,
        List.of(),
        "RedeclaredTestCase#neverRuns] declares virtual machine [vm1] again",
        "another name");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS, memory = "{arg:memory}")
  static class ArgumentTestCase {
    @ParameterizedTest
    @ValueSource(strings = "64 MiB")
    void neverRuns(String memory) {}
  }

  @Test
  void itHasNoArgumentsOfATest() throws Exception {
    assertRefused(ArgumentTestCase.class, List.of(), "[vm1]", "{arg:NAME}", "no arguments");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class OnParameterTestCase {
    @Test
    void neverRuns(@MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS) VirtualMachine vm) {}
  }

  @Test
  void aParameterOnlyPicksIt() throws Exception {
    assertRefused(OnParameterTestCase.class, List.of(), "[lifecycle]", "only picks");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @MigrateVm(name = "vm2")
  static class TakenTooEarlyTestCase {
    @BeforeAll
    static void neverRuns(@MigrateVm(name = "vm2") VirtualMachine vm) {}

    @Test
    void neverRunsEither() {}
  }

  @Test
  void beforeAllHasNoOtherVms() throws Exception {
    assertRefused(
        TakenTooEarlyTestCase.class, List.of(), "[vm2]", "@BeforeAll", "[per-class]: [vm1]");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class NoneTestCase {
    @BeforeAll
    static void neverRuns(Migrations migrations) {}

    @Test
    void neverRunsEither() {}
  }

  @Test
  void beforeAllOfAClassWithoutSuchVmsHasNoMigrations() throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      hosts
          .run(NoneTestCase.class)
          .forEach(
              (host, ends) ->
                  assertThat(ends.failures())
                      .isNotEmpty()
                      .allSatisfy(
                          failure ->
                              assertThat(failure).hasMessageContaining("lifecycle = PER_CLASS")));
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class ConcurrentTestCase {
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void neverRuns() {}
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class DefaultTestCase {
    @Test
    void runs() {}
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.SAME_THREAD)
  static class SameThreadTestCase {
    @Test
    void runs() {}
  }

  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";
  private static final String MODE = "junit.jupiter.execution.parallel.mode.default";

  @Test
  void itsTestsDoNotRunAtTheSameTime() throws Exception {
    assertRefused(
        ConcurrentTestCase.class,
        List.of(PARALLEL, "true"),
        "[vm1]",
        "ConcurrentTestCase#neverRuns] may run at the same time",
        "SAME_THREAD");
    assertRefused(
        DefaultTestCase.class,
        List.of(PARALLEL, "true", MODE, "concurrent"),
        "DefaultTestCase#runs] may run at the same time");
  }

  @Test
  void itsTestsMayRunOneAfterTheOtherBesideOtherClasses() throws Exception {
    for (Class<?> type : List.of(ConcurrentTestCase.class, SameThreadTestCase.class)) {
      try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
        if (type == SameThreadTestCase.class) {
          hosts.with(PARALLEL, "true").with(MODE, "concurrent");
        }
        hosts.run(type).forEach((host, ends) -> assertThat(ends.failures()).as(host).isEmpty());
      }
    }
  }

  @Test
  void theHostsAgreeOnItsLifecycle() throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      hosts.withOn("source", "multihost.host.source.vm.vm1.lifecycle", "per-method");
      hosts
          .run(DefaultTestCase.class)
          .forEach(
              (host, ends) ->
                  assertThat(ends.failures())
                      .as(host)
                      .singleElement()
                      .satisfies(
                          failure ->
                              assertThat(failure)
                                  .hasMessageContaining(
                                      "VM [vm1] at [source] for the whole class")));
    }
  }
}
