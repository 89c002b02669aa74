package org.multihost.migration.internal.jupiter.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test class with its enclosing classes, as Jupiter runs them. Only a {@code @Nested} class has
 * any; the enclosing class of an inherited one is the subclass, not the class that declares it.
 *
 * @param classes outermost first, at least one
 */
public record Nesting(List<Class<?>> classes) {

  public Nesting {
    classes = List.copyOf(classes);
  }

  /** Returns the nesting of a test or a class. */
  public static Nesting of(ExtensionContext context) {
    List<Class<?>> classes = new ArrayList<>();
    for (Optional<ExtensionContext> c = Optional.of(context);
        c.isPresent();
        c = c.get().getParent()) {
      Class<?> type = c.get().getTestClass().orElse(null);
      if (type != null && (classes.isEmpty() || !classes.get(0).equals(type))) {
        classes.add(0, type);
      }
    }
    return new Nesting(classes);
  }

  /** Returns a class and all {@code @Nested} classes in it, at any depth. */
  public static Stream<Nesting> allIn(Class<?> outermost) {
    return new Nesting(List.of(outermost)).withInner();
  }

  private Stream<Nesting> withInner() {
    Stream<Nesting> inner =
        ReflectionSupport.findNestedClasses(
                innermost(), c -> AnnotationSupport.isAnnotated(c, Nested.class))
            .stream()
            .filter(c -> !classes.contains(c))
            .flatMap(c -> with(c).withInner());
    return Stream.concat(Stream.of(this), inner);
  }

  private Nesting with(Class<?> inner) {
    List<Class<?>> all = new ArrayList<>(classes);
    all.add(inner);
    return new Nesting(all);
  }

  public Class<?> outermost() {
    return classes.get(0);
  }

  public Class<?> innermost() {
    return classes.get(classes.size() - 1);
  }
}
