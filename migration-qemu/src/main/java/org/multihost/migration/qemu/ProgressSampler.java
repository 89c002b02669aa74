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
import org.multihost.migration.qemu.migration.ReportedFigures;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sampler of one outgoing migration's progress: statuses and passes from QEMU's events, figures
 * from {@code query-migrate} between them. At most one query is in flight: while QEMU stops the
 * guest, its answers take long, and further queries would only queue up.
 *
 * <p>The listener is called on the QMP client's callback thread only.
 */
final class ProgressSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressSampler.class);

  private final QmpClient qmp;
  private final ProgressSampling sampling;
  private final ProgressListener listener;
  private final ReportedFigures reported = new ReportedFigures();
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

  public void start() {
    sampleLater();
  }

  /** Handles QEMU's event of a new status. */
  public void changed(String status) {
    tell(with(status, last.iteration()));
    MigrationStatus.waits(status).ifPresent(this::tellWait);
  }

  /** Handles QEMU's event of a new pass. */
  public void passed(long number) {
    tell(with(last.status(), number));
    sample();
  }

  /** Returns the progress that the listener has received last. */
  public MigrationProgress last() {
    return last;
  }

  /** Returns the figures of all samples. */
  ReportedFigures reported() {
    return reported;
  }

  /** Stops sampling and passes the final figures, if there are any, to the listener. */
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

  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
  }

  /** Queries the figures, unless a query is in flight. */
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
    // The event of an end is on its way: an ended migration gives no sample.
    if (figures.hasMemory() && MigrationStatus.outcome(figures.status()).isEmpty()) {
      reported.add(answer);
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

  /** The status is that of the last event, as an answer may be older or newer than an event. */
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

  private void tellWait(ProgressListener.Wait command) {
    try {
      listener.waits(command);
    } catch (RuntimeException | Error failed) {
      logged(failed);
    }
  }

  private static void logged(@Nullable Throwable failed) {
    LOG.warn("The listener to the progress of a migration failed", failed);
  }
}
