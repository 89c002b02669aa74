package org.multihost.migration.internal.jupiter.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;
import org.multihost.migration.internal.jupiter.invocation.DeclaredArguments;

/**
 * The VMs that {@link MigrateVm} declares. The nearest declaration of a name replaces the others: a
 * method's replaces its class's, a nested class's its outer class's, a class's its interfaces', an
 * interface's the superclass's, and a direct annotation a composed one on the same element. Two
 * equally near declarations of one name are an error.
 */
public final class DeclaredVms {

  /** The VMs of the tests of a class: annotations do not change, and each run asks for them. */
  private static final ClassValue<List<OfTest>> ALL =
      new ClassValue<>() {
        @Override
        protected List<OfTest> computeValue(Class<?> outermost) {
          return Nesting.allIn(outermost).flatMap(DeclaredVms::allOf).toList();
        }
      };

  private static final ClassValue<Map<String, VmDeclaration>> OF_TYPE =
      new ClassValue<>() {
        @Override
        protected Map<String, VmDeclaration> computeValue(Class<?> type) {
          return Collections.unmodifiableMap(read(type));
        }
      };

  private DeclaredVms() {}

  /** Finds the VMs of a class, by name. */
  public static Map<String, VmDeclaration> of(Class<?> outermost) {
    return OF_TYPE.get(outermost);
  }

  /**
   * Finds the names of all VMs of some classes. Empty if one of them has a wrong declaration, which
   * fails that class.
   */
  public static Optional<Set<String>> names(Collection<Class<?>> types) {
    try {
      return Optional.of(
          types.stream()
              .flatMap(DeclaredVms::allIn)
              .map(declared -> declared.vm().name())
              .collect(Collectors.toSet()));
    } catch (MultihostConfigurationException wrong) {
      return Optional.empty();
    }
  }

  /** Finds the VMs of a test. */
  public static Collection<VmDeclaration> of(Nesting nesting, Method method) {
    Map<String, VmDeclaration> vms = ofClasses(nesting);
    vms.putAll(own(method, "method " + nesting.innermost().getName() + "#" + method.getName()));
    return vms.values();
  }

  /**
   * A VM of one test, or of a class, before any setting overrides it.
   *
   * @param arguments the arguments that its texts can have
   */
  public record OfTest(VmDeclaration vm, DeclaredArguments arguments) {

    /** Returns values that refuse an argument which the test does not have. */
    public PlaceholderValues verifying(PlaceholderValues values) {
      return placeholder -> {
        if (placeholder.word() == Placeholder.Word.ARG) {
          arguments.verify(placeholder.name());
        }
        return values.find(placeholder);
      };
    }
  }

  /** Finds the VMs of every test in a class and in its nested classes. */
  public static Stream<OfTest> allIn(Class<?> outermost) {
    return ALL.get(outermost).stream();
  }

  private static Stream<OfTest> allOf(Nesting nesting) {
    return Stream.concat(
        ofClasses(nesting).values().stream().map(vm -> new OfTest(vm, DeclaredArguments.ANY)),
        methods(nesting.innermost()).stream().flatMap(method -> ofTest(nesting, method)));
  }

  private static Stream<OfTest> ofTest(Nesting nesting, Method method) {
    DeclaredArguments arguments = DeclaredArguments.of(method, nesting.classes());
    return of(nesting, method).stream().map(vm -> new OfTest(vm, arguments));
  }

  /** Returns the tests of a class, and other methods that declare a VM. */
  private static List<Method> methods(Class<?> type) {
    return methods(
        type,
        method ->
            isTest(method)
                || !own(method, "method " + type.getName() + "#" + method.getName()).isEmpty());
  }

  /** Returns the tests of a class. */
  static List<Method> tests(Class<?> type) {
    return methods(type, DeclaredVms::isTest);
  }

  static List<Method> methods(Class<?> type, Predicate<Method> wanted) {
    return ReflectionSupport.findMethods(type, wanted, HierarchyTraversalMode.TOP_DOWN);
  }

  static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class);
  }

  private static Map<String, VmDeclaration> ofClasses(Nesting nesting) {
    Map<String, VmDeclaration> vms = new LinkedHashMap<>();
    nesting.classes().forEach(type -> vms.putAll(of(type)));
    return vms;
  }

  private static Map<String, VmDeclaration> read(Class<?> type) {
    Map<String, VmDeclaration> own = own(type, type.toString());
    Map<String, VmDeclaration> vms = new LinkedHashMap<>();
    if (type.getSuperclass() != null) {
      vms.putAll(of(type.getSuperclass()));
    }
    Stream<VmDeclaration> ofInterfaces =
        nearestInterfaces(type).flatMap(each -> of(each).values().stream()).distinct();
    vms.putAll(merged(ofInterfaces, own.keySet(), type.toString()));
    vms.putAll(own);
    return vms;
  }

  /**
   * Returns the interfaces that neither the superclass implements nor another one of them extends.
   */
  private static Stream<Class<?>> nearestInterfaces(Class<?> type) {
    Class<?> superclass = type.getSuperclass();
    List<Class<?>> all = List.of(type.getInterfaces());
    return all.stream()
        .filter(each -> superclass == null || !each.isAssignableFrom(superclass))
        .filter(each -> all.stream().noneMatch(o -> !o.equals(each) && each.isAssignableFrom(o)));
  }

  /** Finds the declarations on an element itself. */
  private static Map<String, VmDeclaration> own(AnnotatedElement element, String place) {
    return own(element, place, new HashSet<>());
  }

  private static Map<String, VmDeclaration> own(
      AnnotatedElement element, String place, Set<Class<?>> seen) {
    Stream<VmDeclaration> direct =
        Stream.of(element.getDeclaredAnnotationsByType(MigrateVm.class))
            .map(vm -> VmDeclaration.of(vm, place));
    Map<String, VmDeclaration> own = merged(direct, Set.of(), place);
    Stream<VmDeclaration> composed =
        composed(element)
            .filter(seen::add)
            .flatMap(type -> own(type, shown(type, place), seen).values().stream());
    Map<String, VmDeclaration> vms = merged(composed, own.keySet(), place);
    vms.putAll(own);
    return vms;
  }

  private static Stream<Class<?>> composed(AnnotatedElement element) {
    return Arrays.stream(element.getDeclaredAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type != MigrateVm.class && type != MigrateVm.List.class)
        .filter(type -> !type.getName().startsWith("java."))
        .map(type -> type);
  }

  private static String shown(Class<?> annotation, String place) {
    return "@" + annotation.getSimpleName() + " of " + place;
  }

  /**
   * Merges declarations by name. A name that occurs twice is an error, unless a nearer declaration
   * decides.
   */
  private static Map<String, VmDeclaration> merged(
      Stream<VmDeclaration> all, Set<String> decided, String place) {
    Map<String, VmDeclaration> merged = new LinkedHashMap<>();
    all.forEach(
        vm -> {
          VmDeclaration other = merged.put(vm.name(), vm);
          if (other != null && !decided.contains(vm.name())) {
            throw twice(place, other, vm);
          }
        });
    return merged;
  }

  private static MultihostConfigurationException twice(
      String place, VmDeclaration one, VmDeclaration other) {
    return new MultihostConfigurationException(
        one.place().equals(other.place())
            ? "@MigrateVm(name = \"%s\") stands twice on [%s]; expected different names"
                .formatted(one.name(), place)
            : "[%s] has @MigrateVm(name = \"%s\") from [%s] and from [%s]; declare it on [%1$s] itself, or give them different names"
                .formatted(place, one.name(), one.place(), other.place()));
  }
}
