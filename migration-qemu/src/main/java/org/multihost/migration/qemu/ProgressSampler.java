package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of one outgoing migration: statuses and passes from QEMU's events, figures from
 * {@code query-migrate} between them. At most one query is in flight: while QEMU stops the guest
 * its answers take long, and more of them would only queue up.
 *
 * <p>The listener is called on the QMP client's callback thread only.
 */
final class ProgressSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressSampler.class);

  private final QmpClient qmp;
  private final ProgressSampling sampling;
  private final ProgressListener listener;
  private final long started = System.nanoTime();

  private MigrationProgress last = MigrationProgress.NONE; // on the callback thread only
  private Future<?> timer = CompletableFuture.completedFuture(null); // guarded by this
  private boolean inFlight; // guarded by this
  private boolean closed; // guarded by this

  ProgressSampler(QmpClient qmp, ProgressSampling sampling, ProgressListener listener) {
    this.qmp = qmp;
    this.sampling = sampling;
    this.listener = listener;
  }

  /** Samples from now on. */
  public void start() {
    sampleLater();
  }

  /** QEMU has told of this status. */
  public void changed(String status) {
    tell(with(status, last.iteration()));
  }

  /** QEMU has told that this pass begins. */
  public void passed(long number) {
    tell(with(last.status(), number));
    sample();
  }

  /** The progress passed on last. */
  public MigrationProgress last() {
    return last;
  }

  /** Passes on the final figures, if there are any. */
  public void ended(MigrationFigures figures) {
    close();
    if (figures.hasMemory()) {
      last = figures.progress();
      try {
        listener.ended(last);
      } catch (RuntimeException | Error failed) {
        logged(failed);
      }
    }
  }

  /** Samples no more. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
  }

  /** Asks for figures, unless it has asked and waits for the answer. */
  public void sample() {
    synchronized (this) {
      if (closed || inFlight) {
        return;
      }
      timer.cancel(false);
      inFlight = true;
    }
    qmp.send("query-migrate", Map.of()).thenAccept(this::answered);
  }

  private void answered(JsonNode answer) {
    synchronized (this) {
      inFlight = false;
      if (closed) {
        return;
      }
    }
    MigrationFigures figures = new MigrationFigures(answer);
    // An end is told by its event, which is on its way: no sample of a migration under way.
    if (figures.hasMemory() && MigrationStatus.outcome(figures.status()).isEmpty()) {
      tell(with(figures.progress()));
    }
    sampleLater();
  }

  private void sampleLater() {
    Duration delay = awaitsMoment() ? sampling.momentInterval() : sampling.interval();
    synchronized (this) {
      if (closed || inFlight) {
        return;
      }
      timer.cancel(false);
      try {
        timer = sampling.executor().schedule(this::sample, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException driverIsClosed) {
        closed = true;
      }
    }
  }

  private boolean awaitsMoment() {
    try {
      return listener.awaitsMoment();
    } catch (RuntimeException | Error failed) {
      logged(failed);
      return false;
    }
  }

  /** The status is the last event's: an answer may be earlier or later than an event. */
  private MigrationProgress with(MigrationProgress figures) {
    return new MigrationProgress(
        last.status(),
        Math.max(last.iteration(), figures.iteration()),
        elapsed(),
        figures.transferred(),
        figures.remaining(),
        figures.total(),
        figures.dirtyRate());
  }

  private MigrationProgress with(String status, long iteration) {
    return new MigrationProgress(
        status,
        iteration,
        elapsed(),
        last.transferred(),
        last.remaining(),
        last.total(),
        last.dirtyRate());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void tell(MigrationProgress progress) {
    last = progress;
    try {
      listener.progressed(progress);
    } catch (RuntimeException | Error failed) {
      logged(failed);
    }
  }

  private static void logged(@Nullable Throwable failed) {
    LOG.warn("The listener to the progress of a migration failed", failed);
  }
}
