package org.multihost.migration.internal.jupiter;

import java.util.Optional;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.wire.ThrowableText;
import org.multihost.migration.spi.VirtualMachineDriver;

/** The entries of a recording on this host, and on its verdict. */
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

  static Recorded ended(Verdict verdict) {
    String status =
        verdict.end().isEmpty() ? "SUCCESSFUL" : verdict.isFailure() ? "FAILED" : "ABORTED";
    return new Recorded.Ended(
        Recording.now(), status, verdict.end().map(ThrowableText::message).orElse(null));
  }
}
