package org.multihost.migration.internal.jupiter.invocation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestTemplate;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The arguments that the invocations of a test may have, as far as its declaration says.
 *
 * @param test the test, for messages
 * @param names their names; those of a parameterized class are not known
 * @param open whether there may be others
 */
public record DeclaredArguments(String test, List<String> names, boolean open) {

  /** The arguments of a test that is not known. */
  public static final DeclaredArguments ANY = new DeclaredArguments("", List.of(), true);

  /** The annotation of JUnit 5.13 and later that parameterizes a class. */
  private static final String CLASS_TEMPLATE = "org.junit.jupiter.api.ClassTemplate";

  private static final Pattern INDEX = Pattern.compile("\\d+");

  /**
   * Returns the arguments of a test.
   *
   * @param classes its class and the enclosing ones
   */
  public static DeclaredArguments of(Method method, List<Class<?>> classes) {
    boolean template = AnnotationSupport.isAnnotated(method, TestTemplate.class);
    List<String> names =
        template
            ? Arrays.stream(method.getParameters()).map(Parameter::getName).toList()
            : List.of();
    return new DeclaredArguments(
        method.getName(), names, classes.stream().anyMatch(DeclaredArguments::isTemplate));
  }

  private static boolean isTemplate(Class<?> type) {
    return Arrays.stream(type.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(
            annotation ->
                annotation.getName().equals(CLASS_TEMPLATE)
                    || Arrays.stream(annotation.getAnnotations())
                        .anyMatch(meta -> meta.annotationType().getName().equals(CLASS_TEMPLATE)));
  }

  /**
   * Verifies that there may be an argument of that name or index.
   *
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  public void verify(String name) {
    boolean index = INDEX.matcher(name).matches();
    if (!open && !names.contains(name) && !(index && !names.isEmpty())) {
      throw new IllegalArgumentException(
          names.isEmpty()
              ? "no {arg:NAME} for test [%s], which is not parameterized; it has [{arg:%s}]"
                  .formatted(test, name)
              : "for {arg:NAME} the parameters of test [%s], %s, or an index from 0; it has no [%s]"
                  .formatted(test, names, name));
    }
  }
}
