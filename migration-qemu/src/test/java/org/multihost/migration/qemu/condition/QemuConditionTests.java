package org.multihost.migration.qemu.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuBinary;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.install.QemuVersion;
import org.multihost.migration.spi.DriverContext.Setting;

/** The conditions on the QEMU of a test, with real workers and real QEMUs. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QemuConditionTests {

  private static final Path OLD = Path.of("/usr/bin/qemu-system-x86_64");

  private final LauncherSession session = LauncherFactory.openSession();

  /** One for all tests: another one would need other workers. */
  @TempDir static Path reports;

  private QemuInstallation old;

  @BeforeEach
  void findOldQemu() {
    boolean there = Files.isExecutable(OLD);
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("[%s] is there, which CI must not miss", OLD)
        .isTrue();
    assumeThat(there).as("[%s] is there", OLD).isTrue();
    old =
        QemuInstallation.select(
            key ->
                key.equals(QemuSettings.BINARY)
                    ? Optional.of(new Setting(OLD.toString(), "test"))
                    : Optional.empty(),
            HostSystem.current());
    assumeThat(old.binary().version().toString()).startsWith("7.2.");
  }

  @AfterAll
  void endWorkers() {
    session.close();
  }

  private List<String> run(Class<?> testClass, Map<String, String> settings) {
    return ConditionRun.of(session, testClass, reports, settings);
  }

  private static String ofHost(List<String> lines, String host, String test) {
    return lines.stream()
        .filter(line -> line.contains("[host:" + host + "]") && line.contains(test))
        .reduce((one, other) -> one + "\n" + other)
        .orElse("nothing of " + test + " on " + host + " in " + lines);
  }

  @Test
  void aClassIsSkippedOnTheHostWithTheWrongQemuAndAbortedWithThatReasonOnTheOther() {
    List<String> lines =
        run(
            ConditionTestCases.OnClassTestCase.class,
            Map.of("multihost.host.source.qemu.binary", OLD.toString()));

    String reason = "This host has QEMU " + old.binary().version();
    assertThat(ofHost(lines, "source", "runs()"))
        .contains(
            "SKIPPED " + reason,
            OLD.toString(),
            "which is not within @EnabledOnQemu(since = \"9.0\")",
            "[multihost.qemu.binary]",
            "the class needs what 9.0 brought");
    assertThat(ofHost(lines, "destination", "OnClassTestCase"))
        .contains("ABORTED", "Host [source] skips", reason);
  }

  @Test
  void aClassRunsWithTheRightQemu() {
    assertThat(run(ConditionTestCases.OnClassTestCase.class, Map.of()))
        .hasSize(2)
        .allMatch(line -> line.contains("runs()] SUCCESSFUL"));
  }

  @Test
  void methodsRunOrAreSkippedByTheQemuThatIsSelected() {
    List<String> lines = run(ConditionTestCases.OnMethodsTestCase.class, Map.of());

    for (String host : List.of("source", "destination")) {
      for (String test : List.of("sinceNine()", "notOnSevenTwo()", "composed()", "always()")) {
        assertThat(ofHost(lines, host, test)).contains("SUCCESSFUL");
      }
      assertThat(ofHost(lines, host, "beforeNine()"))
          .contains("SKIPPED This host has QEMU ", "not within @EnabledOnQemu(before = \"9.0.0\")");
    }
  }

  @Test
  void withAnOldQemuTheOtherMethodsRun() {
    List<String> lines =
        run(
            ConditionTestCases.OnMethodsTestCase.class,
            Map.of("multihost.qemu.binary", OLD.toString(), "multihost.qemu.accelerator", "tcg"));

    for (String host : List.of("source", "destination")) {
      for (String test : List.of("beforeNine()", "always()")) {
        assertThat(ofHost(lines, host, test)).contains("SUCCESSFUL");
      }
      assertThat(ofHost(lines, host, "sinceNine()"))
          .contains("SKIPPED", "@EnabledOnQemu(since = \"9\")");
      assertThat(ofHost(lines, host, "notOnSevenTwo()"))
          .contains("SKIPPED", "within @DisabledOnQemu(since = \"7.2\", before", "issue 4711")
          .doesNotContain("an old fault");
      assertThat(ofHost(lines, host, "composed()"))
          .contains("SKIPPED", "(before = \"9.0\", accelerator = TCG)", "corrupt memory");
    }
  }

  @Test
  void aTestWithoutHostsMayHaveAConditionToo() {
    assertThat(run(ConditionTestCases.OrdinaryTestCase.class, Map.of()))
        .anyMatch(line -> line.contains("sinceSeven()] SUCCESSFUL"))
        .anyMatch(line -> line.contains("beforeSeven()] SKIPPED This host has QEMU "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "MisspeltTestCase | @EnabledOnQemu(since = \"nine\") of [ | [since] has the value [nine]; expected a version of QEMU, such as 9, 9.0 or 9.0.2",
        "EmptyRangeTestCase | @DisabledOnQemu(since = \"9.1\", before = \"9.0\") of [ | since must be less than before",
        "NothingSaidTestCase | @EnabledOnQemu() of [ | every QEMU is in this range; set since, before or accelerator",
        "NoAcceleratorTestCase | @DisabledOnQemu(accelerator = ) of [ | no accelerator is in this range"
      })
  void aWrongRangeFailsOnEveryHostAndSaysWhy(String testClass, String text, String reason)
      throws ClassNotFoundException {
    List<String> lines =
        run(Class.forName(ConditionTestCases.class.getName() + "$" + testClass), Map.of());

    for (String host : List.of("source", "destination")) {
      assertThat(ofHost(lines, host, "neverRuns()"))
          .contains(" FAILED ", text, "neverRuns()", reason);
    }
  }

  @Test
  void theBoundariesOfARange() {
    QemuRange range =
        new QemuRange(
            "",
            QemuVersion.ofNumbers("8.2"),
            QemuVersion.ofNumbers("9.0.2"),
            List.of(Accelerator.TCG));
    for (String version : List.of("8.2.0", "8.2", "9", "9.0.1")) {
      assertThat(range.contains(qemu(version, Accelerator.TCG))).as(version).isTrue();
      assertThat(range.contains(qemu(version, Accelerator.KVM))).as(version).isFalse();
    }
    for (String version : List.of("8.1.99", "9.0.2", "10.0")) {
      assertThat(range.contains(qemu(version, Accelerator.TCG))).as(version).isFalse();
    }
  }

  private static QemuInstallation qemu(String version, Accelerator accelerator) {
    return new QemuInstallation(
        new QemuBinary(OLD, QemuVersion.ofNumbers(version).orElseThrow()), accelerator);
  }
}
