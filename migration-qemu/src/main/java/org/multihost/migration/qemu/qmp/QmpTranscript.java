package org.multihost.migration.qemu.qmp;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transcript of every line sent and received, with its time. If its writer fails, the
 * transcript ends with a warning in the log: a full disk must not cost the VM.
 */
final class QmpTranscript {

  private static final Logger LOG = LoggerFactory.getLogger(QmpTranscript.class);

  private final String vm;
  private final Clock clock;
  private Consumer<String> keeper; // confined to the connection's thread

  QmpTranscript(String vm, Clock clock, Consumer<String> keeper) {
    this.vm = vm;
    this.clock = clock;
    this.keeper = keeper;
  }

  public void sent(String line) {
    keep("->", line);
  }

  public void received(String line) {
    keep("<-", line);
  }

  public void ended(QmpException why) {
    keep("--", String.valueOf(why.getMessage()));
  }

  private void keep(String direction, String line) {
    try {
      keeper.accept(clock.instant().truncatedTo(ChronoUnit.MICROS) + " " + direction + " " + line);
    } catch (RuntimeException e) {
      keeper = ignored -> {};
      LOG.warn("The QMP transcript of [{}] ends here: its writer failed", vm, e);
    }
  }
}
