package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.config.TransferSettings.MemoryProofs;

/** The variant of one migration, as a test has given it so far. */
final class VariantDraft {

  private boolean offline;
  private boolean waiting = true;
  private boolean proxied;
  private boolean verified;
  private MemoryProofs proofs = MemoryProofs.ASK;
  private Optional<Duration> delay = Optional.empty();
  private Optional<Duration> cancelAfter = Optional.empty();
  private Optional<Predicate<MigrationProgress>> cancelWhen = Optional.empty();

  void offline() {
    offline = true;
  }

  void notWaiting() {
    waiting = false;
  }

  void throughProxy() {
    proxied = true;
  }

  void verifyMemory() {
    verified = true;
  }

  /** Sets the migrations of the run whose memory is verified. */
  void proofs(MemoryProofs ofRun) {
    proofs = ofRun;
  }

  private VerifyMemory verified() {
    return switch (proofs) {
      case NEVER -> VerifyMemory.NO;
      case ASK -> verified ? VerifyMemory.REQUIRED : VerifyMemory.NO;
      case ALWAYS -> verified ? VerifyMemory.REQUIRED : VerifyMemory.IF_POSSIBLE;
    };
  }

  void delay(Duration before) {
    delay = Optional.of(positive("delay", before));
  }

  void cancelAfter(Duration duration) {
    cancelAfter = Optional.of(positive("cancelAfter", duration));
  }

  void cancelWhen(Predicate<MigrationProgress> condition) {
    cancelWhen = Optional.of(condition);
  }

  /** Verifies that a duration of the test is more than zero. */
  static Duration positive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " [" + duration + "]: expected more than zero");
    }
    return duration;
  }

  boolean isCancelled() {
    return cancelAfter.isPresent() || cancelWhen.isPresent();
  }

  /**
   * Returns the variant.
   *
   * @param by the transport, which a proxy limits
   * @param sent the target of the files that are sent
   * @param arguments the arguments of this migration only, by VM
   */
  MigrationVariant variant(
      Transport by, Optional<SshTarget> sent, Map<String, List<String>> arguments) {
    if (proxied && !(by instanceof Transport.Tcp)) {
      throw new IllegalArgumentException(
          "throughProxy() with the transport [%s]: expected TCP, nothing else passes through the proxy"
              .formatted(by));
    }
    return new MigrationVariant(
        offline, waiting, delay, proxied, verified(), cancelAfter, cancelWhen, sent, arguments);
  }
}
