package org.multihost.migration.internal.jupiter;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.wire.ThrowableText;
import org.multihost.migration.spi.VirtualMachineDriver;

/** The entries of a recording on this host, and on the verdicts of its runs. */
final class HostRecord {

  private HostRecord() {}

  static Recorded of(Optional<VirtualMachineDriver> driver) {
    return new Recorded.Host(
        Recording.now(),
        driver.map(VirtualMachineDriver::description).orElse(null),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        ProcessHandle.current().pid());
  }

  /**
   * Ends a run, and records its verdict; its results become report entries of JUnit.
   *
   * @param late receives what the run's code fails in afterwards
   */
  static Verdict ended(TestRun run, ExtensionContext context, BiConsumer<String, Throwable> late) {
    Verdict verdict = run.end(context.getExecutionException(), late);
    run.recording().add(ended(verdict));
    run.migrations()
        .results()
        .forEach(
            r ->
                context.publishReportEntry(Map.of("migration #" + r.number(), ProgressText.of(r))));
    return verdict;
  }

  private static Recorded ended(Verdict verdict) {
    String status =
        verdict.end().isEmpty() ? "SUCCESSFUL" : verdict.isFailure() ? "FAILED" : "ABORTED";
    return new Recorded.Ended(
        Recording.now(), status, verdict.end().map(ThrowableText::message).orElse(null));
  }
}
