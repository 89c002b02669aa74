package org.multihost.migration.internal.jupiter.declaration;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tests of a class that Jupiter may run at the same time as others. */
public final class ConcurrentTests {

  /** The parameter of JUnit that allows any test to run at the same time as another. */
  public static final String ENABLED = "junit.jupiter.execution.parallel.enabled";

  private static final String DEFAULT = "junit.jupiter.execution.parallel.mode.default";

  private ConcurrentTests() {}

  /**
   * Returns the first of them; empty if all run one after the other.
   *
   * @param parameters returns JUnit's configuration parameters
   */
  public static Optional<String> firstIn(
      Class<?> outermost, Function<String, Optional<String>> parameters) {
    if (parameters.apply(ENABLED).filter("true"::equalsIgnoreCase).isEmpty()) {
      return Optional.empty();
    }
    boolean otherwise =
        parameters
            .apply(DEFAULT)
            .filter(ExecutionMode.CONCURRENT.name()::equalsIgnoreCase)
            .isPresent();
    return Nesting.allIn(outermost).flatMap(nesting -> in(nesting, otherwise)).findFirst();
  }

  private static Stream<String> in(Nesting nesting, boolean otherwise) {
    boolean ofType = otherwise;
    for (Class<?> each : nesting.classes()) {
      ofType = declared(each).orElse(ofType);
    }
    boolean unlessDeclared = ofType;
    return DeclaredVms.tests(nesting.innermost()).stream()
        .filter(test -> declared(test).orElse(unlessDeclared))
        .map(test -> nesting.innermost().getName() + "#" + test.getName());
  }

  private static Optional<Boolean> declared(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, Execution.class)
        .map(execution -> execution.value() == ExecutionMode.CONCURRENT);
  }
}
