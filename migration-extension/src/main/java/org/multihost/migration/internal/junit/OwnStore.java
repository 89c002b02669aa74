package org.multihost.migration.internal.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.launcher.LauncherSession;

/**
 * A store of a launcher session for JUnit 5.12, which has none.
 *
 * <p>There, no object is common to the launcher, an engine and an extension. So the open sessions
 * of this JVM are static, and an engine and an extension belong to the one that was opened last: a
 * session that a test opens ends before that test does.
 */
final class OwnStore implements SessionStore {

  private static final Deque<OwnStore> OPEN = new ConcurrentLinkedDeque<>();

  private final LauncherSession session;
  private final Map<Class<?>, Object> values = new LinkedHashMap<>(); // guarded by this

  private OwnStore(LauncherSession session) {
    this.session = session;
  }

  static void open(LauncherSession session) {
    OPEN.push(new OwnStore(session));
  }

  static void close(LauncherSession session) {
    for (OwnStore store : OPEN) {
      if (store.session == session && OPEN.remove(store)) {
        store.close();
      }
    }
  }

  static SessionStore of(LauncherSession session) {
    return OPEN.stream()
        .filter(store -> store.session == session)
        .findFirst()
        .orElseThrow(OwnStore::unknown);
  }

  static SessionStore innermost() {
    return Optional.ofNullable(OPEN.peek()).orElseThrow(OwnStore::unknown);
  }

  private static JUnitException unknown() {
    return new JUnitException(
        "No launcher session is known: with JUnit 5.12, Multihost Migration needs the registration of listeners by ServiceLoader in every launcher session; JUnit 5.13 or newer does not need it");
  }

  @Override
  public synchronized <T> Optional<T> get(Class<T> type) {
    return Optional.ofNullable(type.cast(values.get(type)));
  }

  @Override
  public synchronized <T> void put(Class<T> type, T value) {
    values.put(type, value);
  }

  @Override
  public synchronized <T> T getOrCreate(Class<T> type, Supplier<T> creator) {
    return type.cast(values.computeIfAbsent(type, key -> creator.get()));
  }

  @Override
  public synchronized void remove(Class<?> type) {
    values.remove(type);
  }

  /** Closes the values, last ones first. */
  private void close() {
    RuntimeException failure = null;
    for (Object value : lastFirst()) {
      failure = close(value, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized List<Object> lastFirst() {
    List<Object> all = new ArrayList<>(values.values());
    Collections.reverse(all);
    return all;
  }

  private static @Nullable RuntimeException close(Object value, @Nullable RuntimeException former) {
    try {
      if (value instanceof AutoCloseable closeable) {
        closeable.close();
      }
      return former;
    } catch (Exception e) {
      RuntimeException failure =
          e instanceof RuntimeException unchecked
              ? unchecked
              : new JUnitException(e.getMessage(), e);
      if (former == null) {
        return failure;
      }
      former.addSuppressed(failure);
      return former;
    }
  }
}
