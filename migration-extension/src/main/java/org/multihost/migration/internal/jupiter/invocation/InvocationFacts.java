package org.multihost.migration.internal.jupiter.invocation;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;

/**
 * The facts that identify a test, or one invocation of it, on every host: the display names and the
 * arguments of the test and of the invocations of a class around it.
 */
public final class InvocationFacts {

  private InvocationFacts() {}

  /** Returns the facts of a test, one per line, those of the outermost invocation first. */
  public static String of(ExtensionContext test) {
    Deque<ExtensionContext> invocations = new ArrayDeque<>();
    for (Optional<ExtensionContext> each = Optional.of(test);
        each.isPresent();
        each = each.get().getParent()) {
      if (each.get().equals(test) || isInvocation(each.get())) {
        invocations.push(each.get());
      }
    }
    return invocations.stream()
        .flatMap(InvocationFacts::ofOne)
        .distinct() // a test without arguments finds those of its class
        .collect(joining("\n"));
  }

  private static Stream<String> ofOne(ExtensionContext context) {
    return Stream.concat(
        Stream.of(InvocationText.of(context.getDisplayName())),
        InvocationArguments.facts(context).stream());
  }

  private static boolean isInvocation(ExtensionContext context) {
    return last(context).getType().endsWith("-invocation");
  }

  private static Segment last(ExtensionContext context) {
    return UniqueId.parse(context.getUniqueId()).getLastSegment();
  }

  /** Returns the place of a dynamic test in its factory, the same on every host. */
  public static String placeOfDynamic(ExtensionContext dynamicTest) {
    return UniqueId.parse(dynamicTest.getUniqueId()).getSegments().stream()
        .filter(segment -> segment.getType().startsWith("dynamic-"))
        .map(Segment::getValue)
        .collect(joining(" › ", "dynamic test ", ""));
  }
}
