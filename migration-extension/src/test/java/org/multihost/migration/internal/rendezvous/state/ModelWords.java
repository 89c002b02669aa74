package org.multihost.migration.internal.rendezvous.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.internal.rendezvous.state.ModelHost.Wait;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** The failures that a model host reports, and its deadlines. */
final class ModelWords {

  private ModelWords() {}

  public static Failure skipped(ModelHost host) {
    return Failure.skipped(host.name(), ModelMoves.TYPE, "skipped");
  }

  public static Failure failed(ModelHost host) {
    return Failure.thrown(host.name(), "set-up", thrown(ThrowableRecord.Kind.OTHER));
  }

  /** What the host's listener reports of an entry that was broken; null by its own deadline. */
  static Failure echo(ModelHost host, @Nullable Failure why) {
    RuntimeException thrown =
        why == null ? new BarrierTimeoutException("") : why.toException(host.name());
    return Failure.reported(host.name(), "entry", thrown);
  }

  public static Command fail(ModelHost host, String scope, ThrowableRecord.Kind kind) {
    return new Command.Fail(host.name(), scope, "doing", thrown(kind));
  }

  static Command excuse(ModelHost host) {
    return new Command.Excuse(host.name(), host.scope(), thrown(ThrowableRecord.Kind.ABORTED));
  }

  private static ThrowableRecord thrown(ThrowableRecord.Kind kind) {
    return new ThrowableRecord(kind, "E", "no", null, null, List.of(), null, List.of());
  }

  static Command.Expire expire(ModelHost host, Wait wait) {
    return expire(host, wait, 0);
  }

  /** As where hosts that are in another class may take so long for a step. */
  static Command.Expire expire(ModelHost host, Wait wait, long stepMillis) {
    return new Command.Expire(
        host.name(),
        wait.reply().scope(),
        wait.barrier(),
        1,
        stepMillis,
        thrown(ThrowableRecord.Kind.OTHER));
  }
}
