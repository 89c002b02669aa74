package org.multihost.migration.internal.scenario.diagnosis;

import java.lang.management.LockInfo;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A thread dump without the threads of Java and Hazelcast themselves. */
final class ThreadDump {

  private static final String HAZELCAST = "com.hazelcast.";

  private static final List<String> JAVA = List.of("java.", "javax.", "jdk.", "sun.");

  private ThreadDump() {}

  public static String of(ThreadInfo... all) {
    List<ThreadInfo> shown =
        Arrays.stream(all)
            .filter(ThreadDump::isShown)
            .sorted(Comparator.comparing(ThreadInfo::getThreadId))
            .toList();
    return shown.stream().map(ThreadDump::text).collect(Collectors.joining("\n"))
        + "\n(%d threads of Java and Hazelcast are left out)\n"
            .formatted(all.length - shown.size());
  }

  /** A thread without frames belongs to the Java virtual machine. */
  private static boolean isShown(ThreadInfo thread) {
    List<String> classes =
        Arrays.stream(thread.getStackTrace()).map(StackTraceElement::getClassName).toList();
    boolean hazelcast = classes.stream().anyMatch(name -> name.startsWith(HAZELCAST));
    return hazelcast ? classes.stream().anyMatch(ThreadDump::isOthers) : !classes.isEmpty();
  }

  private static boolean isOthers(String name) {
    return !name.startsWith(HAZELCAST) && JAVA.stream().noneMatch(name::startsWith);
  }

  private static String text(ThreadInfo thread) {
    StringBuilder text = new StringBuilder();
    text.append("\"%s\" %s".formatted(thread.getThreadName(), thread.getThreadState()));
    LockInfo awaited = thread.getLockInfo();
    if (awaited != null) {
      text.append(" on ").append(awaited);
    }
    if (thread.getLockOwnerName() != null) {
      text.append(" held by \"").append(thread.getLockOwnerName()).append('"');
    }
    text.append('\n');
    StackTraceElement[] frames = thread.getStackTrace();
    for (int depth = 0; depth < frames.length; depth++) {
      text.append("    at ").append(text(frames[depth])).append('\n');
      for (MonitorInfo monitor : thread.getLockedMonitors()) {
        if (monitor.getLockedStackDepth() == depth) {
          text.append("    - locked ").append(monitor).append('\n');
        }
      }
    }
    for (LockInfo lock : thread.getLockedSynchronizers()) {
      text.append("    - holds ").append(lock).append('\n');
    }
    return text.toString();
  }

  /** Returns the text without the names of modules and class loaders. */
  private static String text(StackTraceElement frame) {
    return new StackTraceElement(
            frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
        .toString();
  }
}
