package org.multihost.migration.internal.controller;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The classes that the engine took in the current discovery of this thread.
 *
 * <p>The platform creates the engine, the filter and the listener separately, and gives them no
 * common object. All parts of one discovery run on one thread, so a thread-local passes the names
 * on. {@link DiscoveryListener} clears it before and after.
 */
final class TakenClasses {

  private static final ThreadLocal<Set<String>> TAKEN = ThreadLocal.withInitial(HashSet::new);

  private TakenClasses() {}

  static void take(Collection<String> classNames) {
    TAKEN.get().addAll(classNames);
  }

  static boolean contains(String className) {
    return TAKEN.get().contains(className);
  }

  public static void clear() {
    TAKEN.remove();
  }
}
