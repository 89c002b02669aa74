package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.wire.MuteException;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmDiagnosis.Section;

class HostDiagnosisTests {

  private static final Throwable TIMEOUT = new MigrationFailedException("did not end within 2 s");
  private static final VmDiagnosis TOLD =
      new VmDiagnosis(
          List.of("vm1: QEMU is [stopped]"),
          List.of(
              new Section("events", List.of("STOP", "RESUME")), new Section("output", List.of())),
          Optional.empty());

  private static HostDiagnosis of(Throwable cause, VmDiagnosis told) {
    return new HostDiagnosis(
        "source",
        "migrates",
        cause,
        List.of(new HostDiagnosis.OfVm("vm1", told)),
        "\"main\" RUNNABLE\n");
  }

  @Test
  void isWholeInItsFile() {
    assertThat(of(TIMEOUT, TOLD).whole(Path.of("/logs")))
        .startsWith("Test [migrates] has failed. What host [source] knew of it at ")
        .containsSubsequence(
            "its logs are in [/logs]",
            "\n== The first cause that this host knew of ==\n",
            "MigrationFailedException: did not end within 2 s\n\tat ",
            "\n== Virtual machine [vm1]: events ==\nSTOP\nRESUME\n",
            "\n== Virtual machine [vm1]: output ==\n(nothing)\n",
            "\n== Threads of this process, before any wait was cut short ==\n\"main\" RUNNABLE");
  }

  @Test
  void isWholeForACauseThatCannotBePrinted() {
    assertThat(of(new MuteException(), TOLD).whole(Path.of("/logs")))
        .contains("MuteException: getMessage() threw [java.lang.IllegalStateException]\n\tat ")
        .contains("== Threads of this process");
  }

  @Test
  void saysWhyAMachineHasToldNothing() {
    assertThat(of(TIMEOUT, VmDiagnosis.none("vm1: its driver is mute")).whole(Path.of("/logs")))
        .contains("[vm1]: nothing more is known ==\nvm1: its driver is mute\n");
  }

  @Test
  void hasTheEssentialsOfMachinesForTheError() {
    assertThat(of(TIMEOUT, TOLD).account("diagnosis: /file"))
        .isEqualTo("diagnosis: /file\n  vm1: QEMU is [stopped]");
  }

  @Test
  void leavesAFailedAssertionToSpeakForItself() {
    AssertionError assertion = new AssertionError("goodbye, not hello");
    assertThat(of(assertion, TOLD).account("diagnosis: /file")).isEqualTo("diagnosis: /file");
    PeerFailedException elsewhere =
        new PeerFailedException("failed", "destination", "CHECK", assertion);
    assertThat(of(elsewhere, TOLD).account("diagnosis: /file")).isEqualTo("diagnosis: /file");
  }

  @Test
  void saysWhichHostHasLeftNone() {
    assertThat(
            HostDiagnosis.joined(
                List.of("source", "destination"), Map.of("source", "diagnosis: /a\n  vm1: fine")))
        .isEqualTo(
            """
            what each host knew
                [source] diagnosis: /a
                  vm1: fine
                [destination] has left no diagnosis: it was lost, or did not come to the end of the test""");
  }
}
