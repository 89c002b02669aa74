package org.multihost.migration.internal.junit;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.launcher.LauncherSession;

/**
 * A store of objects by their types, which lives as long as a launcher session, and closes them at
 * its end. It is JUnit's own store where there is one. Safe for use by several threads.
 */
public interface SessionStore {

  /** The namespace in JUnit's store. */
  String NAME = "org.multihost.migration";

  <T> Optional<T> get(Class<T> type);

  <T> void put(Class<T> type, T value);

  /** Returns the object of that type; the first call creates it. */
  <T> T getOrCreate(Class<T> type, Supplier<T> creator);

  /** Removes the object of that type without closing it. */
  void remove(Class<?> type);

  /** Returns the store of a session that is open. */
  static SessionStore of(LauncherSession session) {
    return JUnitVersion.HAS_SESSION_STORE ? PlatformStore.of(session) : OwnStore.of(session);
  }

  /** Returns the store of the session in which an engine executes. */
  static SessionStore of(ExecutionRequest request) {
    return JUnitVersion.HAS_SESSION_STORE ? PlatformStore.of(request) : OwnStore.innermost();
  }

  /** Returns the store of the session in which Jupiter calls an extension. */
  static SessionStore of(ExtensionContext context) {
    return JUnitVersion.HAS_SESSION_STORE ? JupiterStore.of(context) : OwnStore.innermost();
  }

  /** Creates the store of a session, unless JUnit has one; called when the session opens. */
  static void opened(LauncherSession session) {
    if (!JUnitVersion.HAS_SESSION_STORE) {
      OwnStore.open(session);
    }
  }

  /** Closes the store of a session, unless JUnit does; called when the session closes. */
  static void closed(LauncherSession session) {
    if (!JUnitVersion.HAS_SESSION_STORE) {
      OwnStore.close(session);
    }
  }
}
