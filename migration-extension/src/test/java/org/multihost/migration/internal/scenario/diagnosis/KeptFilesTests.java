package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmDrives;

class KeptFilesTests {

  private static final ManualStart ECHO =
      new Instructions(List.of("/bin/echo", "a b", "it's"), List.of("Type help.", "Type exit."));

  @TempDir Path directory;

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private VmPlan plan = VmPlans.on("source", "vm1");

  /** A driver's instructions. */
  private record Instructions(List<String> command, List<String> remarks) implements ManualStart {
    @Override
    public String continuing(Path file) {
      return "To continue add --load " + file + ".";
    }
  }

  private Path logs() {
    return directory.resolve("logs");
  }

  private KeptFiles files(String keep) {
    Properties properties = new Properties();
    properties.setProperty("multihost.keep", keep);
    TestEnvironment environment =
        new TestEnvironment(
            new HostsView("source", List.of("source")),
            Settings.read(new SettingSource(key -> Optional.empty(), properties, Map.of())),
            new HostConsole(new PrintStream(console, true), ""),
            new TestLogs(logs(), "fails"),
            Time.system());
    TestVms vms =
        new TestVms(
            Optional.empty(), List.of(plan), "source", Duration.ofSeconds(1), Time.system());
    return new KeptFiles(vms, environment);
  }

  private static HostDiagnosis of(Optional<ManualStart> start) {
    VmDiagnosis told = new VmDiagnosis(List.of(), List.of(), start);
    return new HostDiagnosis(
        "source",
        "fails",
        new IllegalStateException("on purpose"),
        List.of(new HostDiagnosis.OfVm("vm1", told)),
        "");
  }

  private Path script() {
    return logs().resolve("fails.vm1.sh");
  }

  @Test
  void writesTheDriversInstructionsIntoAScript() {
    files("on-failure").tell(of(Optional.of(ECHO)));

    assertThat(script())
        .content()
        .isEqualTo(
            """
            #!/bin/sh
            # Virtual machine [vm1] of host [source], kept because test [fails] has failed: without disks.
            # Its logs are in [%s].
            # Type help.
            # Type exit.
            exec /bin/echo 'a b' 'it'\\''s' "$@"
            """
                .formatted(logs()));
    assertThat(console.toString())
        .endsWith(
            " KEPT: virtual machine [vm1], without disks; start it once more with: sh %s\n"
                .formatted(script()));
  }

  @Test
  void theScriptRunsTheCommandAndTakesMoreArguments() throws Exception {
    files("on-failure").tell(of(Optional.of(ECHO)));

    Process sh = new ProcessBuilder("sh", script().toString(), "more").start();

    assertThat(new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("a b it's more\n");
    assertThat(sh.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void namesTheDisks() {
    plan =
        new VmPlan(
            plan.spec().withDisks(Optional.of("/i/boot"), List.of(VmDrives.Disk.of("/i/data"))),
            "source",
            false,
            Lifecycle.PER_METHOD);

    files("on-failure").tell(of(Optional.of(ECHO)));

    assertThat(script()).content().contains("failed: its disks [/i/boot, /i/data].\n");
    assertThat(console.toString()).contains("[vm1], its disks [/i/boot, /i/data]; start");
  }

  @Test
  void saysHowToContinueFromASavedStateEvenIfItIsIncomplete() throws IOException {
    Path whole = Files.createFile(directory.resolve("whole"));
    Path partial = Files.createFile(directory.resolve("cut.part"));
    KeptFiles kept = files("on-failure");

    kept.keep(List.of(whole, directory.resolve("cut"), directory.resolve("never-written")));
    kept.tell(of(Optional.of(ECHO)));

    assertThat(script())
        .content()
        .contains(
            "without disks, its saved state [" + partial + ", " + whole + "].\n",
            "\n# To continue add --load "
                + partial
                + ".\n# To continue add --load "
                + whole
                + ".\n")
        .doesNotContain("never-written");
  }

  @Test
  void writesNothingForAVmWhoseDriverHasNoInstructions() {
    files("on-failure").tell(of(Optional.empty()));

    assertThat(logs()).doesNotExist();
    assertThat(console.toString()).isEmpty();
  }

  @Test
  void writesNothingIfTheUserDoesNotWantIt() {
    KeptFiles kept = files("never");
    assertThat(kept.wanted()).isFalse();

    kept.tell(of(Optional.of(ECHO)));

    assertThat(logs()).doesNotExist();
  }

  @Test
  void writesOnce() {
    KeptFiles kept = files("on-failure");
    kept.tell(of(Optional.of(ECHO)));
    kept.tell(of(Optional.of(ECHO)));

    assertThat(logs()).isDirectoryContaining(script()::equals);
    assertThat(logs().toFile().list()).hasSize(1);
  }

  @Test
  void saysThatTheScriptCannotBeWritten() throws IOException {
    Files.createFile(logs());
    KeptFiles kept = files("on-failure");

    assertThatThrownBy(() -> kept.tell(of(Optional.of(ECHO))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("[vm1]");
  }
}
