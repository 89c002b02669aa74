package org.multihost.migration.internal.scenario.failure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The excuse of a test's failure on this host: another extension, one that retries tests or expects
 * their failure, has turned what the test's method threw into an abort. Not safe for use by several
 * threads.
 */
final class Excuse {

  private volatile @Nullable Throwable inside;
  private volatile @Nullable Thread methodThread;
  private @Nullable Throwable ofMethod;
  private @Nullable Throwable endOfMethod;
  private final List<Throwable> received = new ArrayList<>();
  private boolean denied;
  private boolean taken;
  private @Nullable Throwable excused;

  /**
   * Returns the test's method, with the extensions around it that are inside of this one, so that
   * what comes out of them is remembered.
   */
  GuardedStep watching(GuardedStep method) {
    return () -> {
      methodThread = Thread.currentThread();
      try {
        method.run();
      } catch (Throwable thrown) {
        inside = thrown;
        throw thrown;
      }
    };
  }

  /**
   * Records how the test's method has ended, and returns what JUnit and the extensions around this
   * one are to see.
   *
   * @param ended the end of the method for this extension: the failure that has cut it short, if
   *     one has
   */
  Throwable afterMethod(Method method, Throwable ended) {
    Throwable thrown = inside == null ? ended : inside;
    boolean byExtension = isByExtension(method, thrown);
    Throwable seen = byExtension && isCausedBy(thrown, ended) ? thrown : ended;
    boolean excusable = !Verdict.isAbort(seen) || byExtension;
    ofMethod = excusable ? seen : null;
    endOfMethod = ended;
    return seen;
  }

  /**
   * Returns whether it is an abort because of a failure that the test's own code has not thrown.
   */
  private static boolean isByExtension(Method method, Throwable thrown) {
    Throwable cause = thrown.getCause();
    return Verdict.isAbort(thrown)
        && cause != null
        && !Verdict.isAbort(cause)
        && Arrays.stream(thrown.getStackTrace()).noneMatch(frame -> isOf(method, frame));
  }

  private static boolean isOf(Method method, StackTraceElement frame) {
    return frame.getClassName().equals(method.getDeclaringClass().getName())
        && (frame.getMethodName().equals(method.getName())
            || frame.getMethodName().startsWith("lambda$" + method.getName() + "$"));
  }

  private static boolean isCausedBy(Throwable abort, Throwable failure) {
    return abort == failure
        || Interruption.caused(abort)
        || Verdict.isEchoed(failure, abort.getCause());
  }

  /** Records a failure of this host. One since the end of the method is not excused with it. */
  void deny(Throwable failure) {
    boolean counts = !(failure instanceof TestEnded) && !Verdict.isAbort(failure);
    if (counts && ofMethod != null && failure != ofMethod && failure != ofMethod.getCause()) {
      denied = true;
    }
  }

  /** Records a failure that a wait of this host throws to the test's own code. */
  void received(Throwable failure) {
    if (Thread.currentThread() != methodThread) {
      received.add(failure);
    }
  }

  /**
   * Returns the first failure of a wait on another thread than the method's that does not end the
   * method: the method neither throws it nor is interrupted because of it.
   */
  Optional<Throwable> ofAnotherThread() {
    return received.stream()
        .filter(
            failure ->
                !Verdict.isEchoed(failure, ofMethod) && !Verdict.isEchoed(failure, endOfMethod))
        .findFirst();
  }

  /** Records a failure of clean-up, which is not excused whenever it happens. */
  void denyAny() {
    denied = true;
  }

  /**
   * Returns whether other extensions have turned the failure of the method into an abort.
   *
   * @param thrown the throwable of the test, when all of them have seen it
   */
  boolean isOf(Throwable thrown) {
    return ofMethod != null && !denied && Verdict.isAbort(thrown);
  }

  /** Takes the excuse for the failure that has prevailed so far. */
  void take(@Nullable Throwable prevailing) {
    taken = true;
    excused = prevailing;
  }

  boolean isTaken() {
    return taken;
  }

  /**
   * Returns the failure that was excused, which counts again if other hosts have not excused it.
   */
  Optional<Throwable> refused() {
    return Optional.ofNullable(excused).filter(failure -> !Verdict.isAbort(failure));
  }
}
