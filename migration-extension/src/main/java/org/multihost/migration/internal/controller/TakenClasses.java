package org.multihost.migration.internal.controller;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The classes that the engine took in the discovery that this thread is in.
 *
 * <p>The platform makes the engine, the filter and the listener each by itself, and gives them no
 * common object; but all parts of one discovery run on one thread, so a thread-local hands the
 * names over. {@link DiscoveryListener} empties it before and after.
 */
public final class TakenClasses {

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
