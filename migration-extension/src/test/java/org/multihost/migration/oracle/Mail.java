package org.multihost.migration.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that are under way: in order to one receiver, in any order to several. */
final class Mail {

  private final Map<String, Deque<Runnable>> messages = new LinkedHashMap<>();

  void add(String to, Runnable message) {
    messages.computeIfAbsent(to, key -> new ArrayDeque<>()).add(message);
  }

  /** How many receivers have a message to come. */
  int receivers() {
    int count = 0;
    for (Deque<Runnable> each : messages.values()) {
      count += each.isEmpty() ? 0 : 1;
    }
    return count;
  }

  /** The next one to one of those receivers, by its number. */
  Runnable next(int receiver) {
    int left = receiver;
    for (Deque<Runnable> each : messages.values()) {
      if (!each.isEmpty() && left-- == 0) {
        return each.remove();
      }
    }
    throw new IllegalArgumentException("No message for receiver [" + receiver + "]");
  }
}
