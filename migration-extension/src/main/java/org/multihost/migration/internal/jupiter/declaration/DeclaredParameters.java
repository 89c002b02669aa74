package org.multihost.migration.internal.jupiter.declaration;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.platform.commons.support.AnnotationSupport;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.jupiter.invocation.VmParameter;

/** The parameters that take a VM, of the methods of a class. */
public final class DeclaredParameters {

  /** Annotations do not change, and each run of a class asks for them. */
  private static final ClassValue<List<Taking>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<Taking> computeValue(Class<?> outermost) {
          return Nesting.allIn(outermost).flatMap(DeclaredParameters::in).toList();
        }
      };

  private DeclaredParameters() {}

  /** The VMs that a method has. */
  private sealed interface Has {
    /** Those of one test. */
    record OfTest(List<String> names) implements Has {}

    /** Those of any test, because it runs with several. */
    record OfAnyTest() implements Has {}

    /** Those that live as long as the class. */
    record OfClass() implements Has {}
  }

  private record Taking(VmParameter parameter, Has has) {
    void verify(Collection<String> ofClass, Set<String> all) {
      if (has instanceof Has.OfTest test) {
        parameter.verify(test.names(), all);
      } else {
        parameter.verify(has instanceof Has.OfClass ? ofClass : all, all);
      }
    }
  }

  /**
   * Verifies the parameters that pick a VM with {@link MigrateVm}: in a test one of its own, in
   * {@code @BeforeEach} and {@code @AfterEach}, which run with several tests, one of any test, in
   * {@code @BeforeAll} and {@code @AfterAll} one that lives as long as the class.
   *
   * @param ofClass the names of the VMs that live as long as the class
   * @throws MultihostConfigurationException if one of them is wrong
   */
  public static void verify(Class<?> outermost, Collection<String> ofClass) {
    Set<String> all =
        DeclaredVms.allIn(outermost)
            .map(declared -> declared.vm().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    KNOWN.get(outermost).forEach(each -> each.verify(ofClass, all));
  }

  private static Stream<Taking> in(Nesting nesting) {
    return Stream.of(
            methods(nesting, DeclaredVms::isTest)
                .flatMap(test -> of(test, new Has.OfTest(names(nesting, test)))),
            methods(nesting, DeclaredParameters::isAroundTests)
                .flatMap(method -> of(method, new Has.OfAnyTest())),
            methods(nesting, VmParameter::isOfClass)
                .flatMap(method -> of(method, new Has.OfClass())))
        .flatMap(takings -> takings);
  }

  private static Stream<Taking> of(Method method, Has has) {
    return VmParameter.of(method).map(parameter -> new Taking(parameter, has));
  }

  private static Stream<Method> methods(Nesting nesting, Predicate<Method> wanted) {
    return DeclaredVms.methods(nesting.innermost(), wanted).stream();
  }

  private static List<String> names(Nesting nesting, Method method) {
    return DeclaredVms.of(nesting, method).stream().map(VmDeclaration::name).toList();
  }

  private static boolean isAroundTests(Method method) {
    return AnnotationSupport.isAnnotated(method, BeforeEach.class)
        || AnnotationSupport.isAnnotated(method, AfterEach.class);
  }
}
