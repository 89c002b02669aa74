package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmDiagnosis;
import org.opentest4j.TestAbortedException;

@Timeout(60)
class DiagnosisCollectorTests {

  private static final IllegalStateException CAUSE = new IllegalStateException("no disk");

  @TempDir Path logs;

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private String account = "";

  private DiagnosisCollector of(LocalVm... machines) {
    TestEnvironment place =
        new TestEnvironment(
            new HostsView("source", List.of("source", "destination")),
            Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of())),
            new HostConsole(new PrintStream(console, true), ""),
            new TestLogs(logs, "migrates"),
            Time.system());
    return new DiagnosisCollector(scope(), () -> List.of(machines), place);
  }

  /** One that keeps this host's account, and has the other one's. */
  private TestScope scope() {
    return (TestScope)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TestScope.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("leaveAccount")) {
                account = (String) arguments[0];
                return null;
              }
              return Map.of("destination", "diagnosis: there");
            });
  }

  private static LocalVm vm(Supplier<VmDiagnosis> diagnosis) {
    return (LocalVm)
        Proxy.newProxyInstance(
            DiagnosisCollectorTests.class.getClassLoader(),
            new Class<?>[] {LocalVm.class},
            (proxy, method, arguments) ->
                method.getName().equals("diagnosis") ? diagnosis.get() : "vm1");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      return files.toList();
    }
  }

  @Test
  void leavesAFileALineOnTheConsoleAndAnAccountForTheOthers() throws IOException {
    DiagnosisCollector examination = of(vm(() -> VmDiagnosis.none("vm1: all is well")));

    examination.begin(CAUSE);

    assertThat(examination.await()).isPresent();
    Path file = logs.resolve("migrates.diagnosis.txt");
    assertThat(files()).containsExactly(file);
    assertThat(file).content().contains("no disk", "vm1: all is well", "leavesAFileALine");
    assertThat(console.toString()).endsWith(" diagnosis: " + file + "\n");
    assertThat(account).isEqualTo("diagnosis: " + file + "\n  vm1: all is well");
    assertThat(examination.ofAllHosts())
        .hasValueSatisfying(
            all ->
                assertThat(all)
                    .hasMessageContainingAll("[source] " + "diagnosis: ", "[destination] diagnosis")
                    .hasNoCause());
  }

  @Test
  void happensOnce() throws IOException {
    DiagnosisCollector examination = of();
    examination.begin(CAUSE);
    examination.begin(new IllegalStateException("another one"));

    assertThat(examination.await()).isPresent();
    assertThat(files()).singleElement().satisfies(f -> assertThat(f).content().contains("no disk"));
  }

  @Test
  void doesNotHappenWhereNothingHasFailed() throws IOException {
    DiagnosisCollector examination = of();
    assertThat(examination.ofAllHosts()).isEmpty();

    examination.begin(new TestAbortedException("not on this machine"));

    assertThat(examination.await()).isEmpty();
    assertThat(examination.ofAllHosts()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void givesUpADriverThatDoesNotAnswerAndOneThatFails() {
    CountDownLatch never = new CountDownLatch(1);
    DiagnosisCollector examination =
        of(
            vm(() -> interrupted(never)),
            vm(
                () -> {
                  throw new IllegalStateException("oh no");
                }));

    examination.begin(CAUSE);

    assertThat(examination.await()).isPresent();
    assertThat(account)
        .contains("vm1: its driver did not answer within 3 s", "vm1: its driver failed: ", "oh no");
    never.countDown();
  }

  private static VmDiagnosis interrupted(CountDownLatch latch) {
    try {
      return VmDiagnosis.none("late: " + latch.await(50, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysThatItsFileCannotBeWritten() throws IOException {
    Files.delete(logs);
    Files.createFile(logs);

    DiagnosisCollector examination = of();
    examination.begin(CAUSE);

    assertThat(examination.await()).isPresent();
    assertThat(account).startsWith("diagnosis: cannot be written: ");
  }
}
