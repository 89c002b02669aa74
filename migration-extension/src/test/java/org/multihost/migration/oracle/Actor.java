package org.multihost.migration.oracle;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One host's part in a script: does at each point what is to happen there, and notes it. */
final class Actor {

  private static final ThreadLocal<Actor> HERE = new ThreadLocal<>();

  /** For the user's clean-up to be cut short in, if anything does that. */
  private static final Duration CLEAN_UP = Duration.ofMillis(1);

  private final Script script;
  private final int host;
  private final VirtualTime time;
  private final Host here;
  private final HostLog log;
  private final Map<Point, Integer> hits = new EnumMap<>(Point.class);

  /** The host as far as something can happen to it. */
  interface Host {
    /** Its process ends. */
    void lose();

    /** The migrations that begin from now on complete. */
    void migrationsGoWell();

    /** The action happens to a machine; false if none runs here. */
    boolean vm(Action action, int number);
  }

  Actor(Script script, int host, VirtualTime time, Host here, HostLog log) {
    this.script = script;
    this.host = host;
    this.time = time;
    this.here = here;
    this.log = log;
  }

  /** The one of this thread's host. */
  static Actor here() {
    return HERE.get();
  }

  /** Plays on this thread. */
  void play(Runnable run) {
    HERE.set(this);
    try {
      run.run();
    } finally {
      HERE.remove();
    }
  }

  int invocations() {
    return script.shape().units() + (script.more() == host ? 1 : 0);
  }

  /** Comes to a point. */
  void at(Point point) {
    allows(point);
  }

  /** As {@link #at}, of a condition: whether the test may run. */
  boolean allows(Point point) {
    int hit = hits.merge(point, 1, Integer::sum);
    boolean interrupted = Thread.currentThread().isInterrupted();
    log.add(new HostLog.Began(point, interrupted));
    if (point.isCleanUp()) {
      log.add(new HostLog.CleanedUp(point, !interrupted && wasUndisturbed()));
    }
    if (point == Point.BEFORE_MIGRATION) {
      here.migrationsGoWell();
    }
    boolean allowed = true;
    for (Event event : script.events()) {
      if (event.host() == host && event.point() == point && event.hit() == hit) {
        allowed &= perform(event);
      }
    }
    return allowed;
  }

  private boolean wasUndisturbed() {
    try {
      time.pass(CLEAN_UP);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean perform(Event event) {
    if (event.action().isOfVm() && !here.vm(event.action(), event.number())) {
      return true;
    }
    log.add(new HostLog.Acted(event, time.nanos()));
    switch (event.action()) {
      case ASSERTION -> throw new AssertionFailedError(event.token());
      case EXCEPTION -> throw Actor.<RuntimeException>sneaky(new Exception(event.token()));
      case ERROR -> throw new LinkageError(event.token());
      case INTERRUPTED ->
          throw Actor.<RuntimeException>sneaky(new InterruptedException(event.token()));
      case ABORT -> throw new TestAbortedException(event.token());
      case SLOW -> pass(Duration.ofSeconds(event.number()));
      case VM_DIES, VM_PANICS, VM_FREEZES, MIGRATION_GOES_WRONG -> {
        return true;
      }
      case SELF_INTERRUPT -> Thread.currentThread().interrupt();
      case DISABLE -> {
        return false;
      }
      case LOST -> {
        log.lost();
        here.lose();
        throw new LinkageError(event.token());
      }
    }
    return true;
  }

  private void pass(Duration duration) {
    try {
      time.pass(duration);
    } catch (InterruptedException e) {
      throw Actor.<RuntimeException>sneaky(e);
    }
  }

  /** The body of a test. */
  void body(TestTools tools) {
    try {
      Steps steps = new Steps(tools, new ActedHooks(this, time), script.shape().vms());
      for (Step step : script.steps()) {
        at(Point.TEST);
        steps.take(step);
      }
      at(Point.TEST);
      log.add(new HostLog.Completed());
    } catch (Throwable thrown) {
      if (!script.swallowing().contains(host)) {
        throw thrown;
      }
      log.add(new HostLog.Swallowed());
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable any) throws T {
    throw (T) any;
  }
}
