package org.multihost.migration.internal.jupiter.invocation;

import static java.util.stream.Collectors.joining;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;

/**
 * The facts that identify a test, or one invocation of it, on every host: the display names and the
 * arguments of the test and of the invocations of a class around it.
 */
public final class InvocationFacts {

  /** The annotation of a module that may not be on the class path. */
  private static final String PARAMETERIZED = "org.junit.jupiter.params.ParameterizedTest";

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

  /**
   * Returns whether a test template is one of Jupiter's own, whose further invocations do not
   * depend on what an invocation has thrown on this host. A template of another extension may
   * retry.
   */
  public static boolean areKnownBefore(Method template) {
    return AnnotationSupport.isAnnotated(template, RepeatedTest.class)
        || Stream.of(template.getAnnotations())
            .flatMap(InvocationFacts::withMetaAnnotations)
            .anyMatch(PARAMETERIZED::equals);
  }

  private static Stream<String> withMetaAnnotations(Annotation annotation) {
    Stream<Annotation> meta = Stream.of(annotation.annotationType().getAnnotations());
    return Stream.concat(Stream.of(annotation), meta).map(each -> each.annotationType().getName());
  }

  /** Returns the place of a dynamic test in its factory, the same on every host. */
  public static String placeOfDynamic(ExtensionContext dynamicTest) {
    return UniqueId.parse(dynamicTest.getUniqueId()).getSegments().stream()
        .filter(segment -> segment.getType().startsWith("dynamic-"))
        .map(Segment::getValue)
        .collect(joining(" › ", "dynamic test ", ""));
  }
}
