package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.RealClock;
import org.multihost.migration.spi.VmSpec;

/** The placeholders of VMs in tests on two hosts of one computer. */
class PlaceholdersTests {

  /** What the tests have seen, a line each. */
  private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

  @MultihostMigration
  @MigrateVm(
      name = "vm1",
      memory = "{arg:memory}",
      arguments = {"-vnc", "unix:{dir}/vnc.sock", "-web", "{port:web}", "-cpu", "{arg:1}"})
  static class MatrixTestCase {

    @ParameterizedTest
    @CsvSource({"96 MiB,old", "160 MiB,new"})
    void migrates(String memory, String cpu, VirtualMachine vm1, Migrations migrations) {
      migrations.migrate().setting("multihost.vm.vm1.arguments", "-own '{host} {port:web}'").run();

      Path directory = Path.of(vm1.placeholder("dir"));
      assertThat(directory).isDirectory();
      SEEN.add("resources " + directory + " " + vm1.placeholder("port:web"));
      if (vm1.isHere()) {
        VmSpec spec = vm1.unwrap(MemoryProcess.class).spec();
        assertThat(spec.arguments())
            .contains("unix:" + directory + "/vnc.sock", vm1.placeholder("port:web"), cpu);
        SEEN.add("memory " + (spec.memory() >> 20) + " of " + memory + ", " + cpu);
      }
    }
  }

  @MultihostMigration
  @ParameterizedClass
  @ValueSource(strings = "96 MiB")
  @MigrateVm(name = "vm1", memory = "{arg:size}", cmdline = "{arg:word}")
  static class ParameterizedClassTestCase {
    @Parameter String size;

    @ParameterizedTest
    @ValueSource(strings = "quiet")
    void starts(String word, VirtualMachine vm1) {
      assertThat(vm1.placeholder("arg:size")).isEqualTo(size);
      if (vm1.isHere()) {
        VmSpec spec = vm1.unwrap(MemoryProcess.class).spec();
        SEEN.add("memory " + (spec.memory() >> 20) + ", " + spec.cmdline().orElse(""));
      }
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", memory = "{arg:memroy}")
  static class NoSuchArgumentTestCase {
    @ParameterizedTest
    @ValueSource(strings = "96 MiB")
    void neverStarts(String memory) {
      SEEN.add("started with " + memory);
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", memory = "{arg:3}")
  static class NoSuchIndexTestCase {
    @ParameterizedTest
    @ValueSource(strings = "96 MiB")
    void neverStarts(String memory) {
      SEEN.add("started with " + memory);
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", arguments = "-web {prot:web}")
  static class NearMissTestCase {
    @Test
    void neverStarts() {
      SEEN.add("started");
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class WrongInBuilderTestCase {
    @Test
    void neverMigrates(Migrations migrations) {
      migrations.migrate().setting("multihost.vm.vm1.arguments", "-a {hosts}").run();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class ThroughFileTestCase {
    @Test
    void migrates(Migrations migrations, VirtualMachine vm1) {
      migrations.migrate().throughFile(Path.of("{dir}", "state")).run();
      SEEN.add(vm1.host());
    }
  }

  @TempDir Path reports;

  private List<TestExecutionSummary> run(Class<?> type, String... more) throws Exception {
    SEEN.clear();
    Map<String, String> settings = new HashMap<>();
    settings.put("multihost.report.dir", reports.toString());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    List<TestExecutionSummary> summaries = new ArrayList<>();
    try (RealClock clock = new RealClock();
        RendezvousRun run = RendezvousRuns.inMemory()) {
      MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
      List<CompletableFuture<TestExecutionSummary>> hosts = new ArrayList<>();
      for (String host : List.of("source", "destination")) {
        HostConnection connection = run.join(host);
        CompletableFuture<TestExecutionSummary> end = new CompletableFuture<>();
        hosts.add(end);
        new Thread(
                () -> end.complete(summary(connection, hypervisor, type, settings)), "host " + host)
            .start();
      }
      for (CompletableFuture<TestExecutionSummary> each : hosts) {
        summaries.add(each.get(100, TimeUnit.SECONDS));
      }
      assertThat(hypervisor.processes()).isEmpty();
    }
    return summaries;
  }

  private static TestExecutionSummary summary(
      HostConnection connection,
      MemoryHypervisor hypervisor,
      Class<?> type,
      Map<String, String> settings) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try (HostInMemory host = new HostInMemory(connection, Time.system(), hypervisor.provider())) {
      host.run(type, settings, listener);
    }
    return listener.getSummary();
  }

  private static void assertPassed(List<TestExecutionSummary> hosts) {
    assertThat(hosts)
        .allSatisfy(
            host ->
                assertThat(host.getFailures())
                    .extracting(TestExecutionSummary.Failure::getException)
                    .isEmpty());
  }

  private static void assertFailedOnBoth(List<TestExecutionSummary> hosts, String... message) {
    assertThat(hosts)
        .allSatisfy(
            host ->
                assertThat(host.getFailures())
                    .isNotEmpty()
                    .allSatisfy(
                        failure ->
                            assertThat(failure.getException()).hasMessageContainingAll(message)));
    assertThat(SEEN).isEmpty();
  }

  @Test
  void aMatrixOfMemorySizesIsAParameterizedTest() throws Exception {
    assertPassed(run(MatrixTestCase.class));

    assertThat(SEEN).contains("memory 96 of 96 MiB, old", "memory 160 of 160 MiB, new");
    List<String> resources = SEEN.stream().filter(line -> line.startsWith("resources")).toList();
    assertThat(resources).hasSize(4).doesNotHaveDuplicates();
    assertThat(resources)
        .allSatisfy(line -> assertThat(Path.of(line.split(" ")[1])).doesNotExist());
  }

  @Test
  void aParameterizedClassHasArgumentsToo() throws Exception {
    assertPassed(run(ParameterizedClassTestCase.class));

    assertThat(SEEN).containsExactly("memory 96, quiet");
  }

  @Test
  void anArgumentThatDoesNotExistIsAnErrorBeforeAnythingStarts() throws Exception {
    assertFailedOnBoth(
        run(NoSuchArgumentTestCase.class), "[neverStarts], [memory]", "it has no [memroy]");
    assertFailedOnBoth(run(NoSuchIndexTestCase.class), "an index from 0 to 0", "it has no [3]");
  }

  @Test
  void aNearMissIsAnErrorBeforeAnythingStarts() throws Exception {
    assertFailedOnBoth(run(NearMissTestCase.class), "[{prot:web}] is none of them", "{port:NAME}");
  }

  @Test
  void aNearMissOfTheBuilderIsAnErrorBeforeTheMigration() throws Exception {
    assertFailedOnBoth(run(WrongInBuilderTestCase.class), "[{hosts}] is none of them");
  }

  @Test
  void aFileInTheSourcesDirectoryIsReadByTheDestination() throws Exception {
    assertPassed(run(ThroughFileTestCase.class));

    assertThat(SEEN).containsExactly("destination", "destination");
  }

  @Test
  void theDirectoryOfAFailedTestIsKept() throws Exception {
    run(FailingTestCase.class, "multihost.keep", "on-failure");

    assertThat(SEEN).hasSize(2);
    for (String each : SEEN) {
      Path directory = Path.of(each);
      assertThat(directory).isDirectory();
      Files.delete(directory);
      Files.delete(directory.getParent());
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class FailingTestCase {
    @Test
    void fails(VirtualMachine vm1, Rendezvous rendezvous) {
      SEEN.add(vm1.placeholder("dir"));
      // A host whose peer has failed does not begin the method.
      rendezvous.exchange("both have begun", "");
      throw new AssertionError("on purpose");
    }
  }
}
