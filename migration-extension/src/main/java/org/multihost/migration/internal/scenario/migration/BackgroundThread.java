package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.failure.StepThread;
import org.multihost.migration.internal.time.Time;

/** A {@link BackgroundStep} on a thread of its own. */
final class BackgroundThread implements BackgroundStep {

  private static final Duration FOR_INTERRUPT = Duration.ofSeconds(10);

  private final String name;
  private final Thread thread;
  private final Time time;
  private volatile boolean stopped;
  private volatile boolean running = true;

  private BackgroundThread(String name, MigrationStep step, MigrationWork work, TestContext test) {
    this.name = name;
    this.time = test.time();
    this.thread = time.thread("background-" + name, () -> run(step, work, test));
  }

  public static BackgroundThread start(
      String name, MigrationStep step, MigrationWork work, TestContext test) {
    BackgroundThread started = new BackgroundThread(name, step, work, test);
    started.thread.start();
    return started;
  }

  private void run(MigrationStep step, MigrationWork work, TestContext test) {
    String doing = "background step [" + name + "]";
    new StepThread(doing, () -> stopped, test::failedUninterrupted).run(() -> step.run(work));
    running = false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void await(Duration timeout) {
    if (!ended(timeout)) {
      throw new MultihostException(
          "Background step [%s] did not return within %s"
              .formatted(name, Durations.format(timeout)));
    }
  }

  @Override
  public void stop() {
    stopped = true;
    thread.interrupt();
    if (!ended(FOR_INTERRUPT)) {
      throw new MultihostException(
          "Background step [%s] did not end within %s after it was interrupted"
              .formatted(name, Durations.format(FOR_INTERRUPT)));
    }
  }

  private boolean ended(Duration limit) {
    try {
      return time.join(thread, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MultihostException(
          "Interrupted while waiting for background step [" + name + "]", e);
    }
  }
}
