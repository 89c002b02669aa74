package org.multihost.migration.internal.jupiter;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.DiskClone;

/**
 * What the annotations of a multi-host test class say.
 *
 * @param type the top-level class
 * @param hosts its hosts, in order
 */
public record TestClassModel(Class<?> type, List<String> hosts) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * Of a class, or of the class that it is nested in.
   *
   * @throws MultihostConfigurationException if the annotation is missing or wrong
   */
  public static TestClassModel of(Class<?> testClass) {
    Class<?> type = outermostAnnotated(testClass);
    List<String> hosts =
        AnnotationSupport.findAnnotation(type, MultihostMigration.class)
            .map(annotation -> List.of(annotation.hosts()))
            .orElseThrow(
                () ->
                    new MultihostConfigurationException(
                        "Class [%s] has no @MultihostMigration".formatted(type.getName())));
    verify(type, hosts);
    return new TestClassModel(type, hosts);
  }

  private static Class<?> outermostAnnotated(Class<?> testClass) {
    Class<?> found = testClass;
    for (Class<?> c = testClass; c != null; c = c.getEnclosingClass()) {
      if (AnnotationSupport.isAnnotated(c, MultihostMigration.class)) {
        found = c;
      }
    }
    return found;
  }

  private static void verify(Class<?> type, List<String> hosts) {
    Set<String> seen = new HashSet<>();
    for (String host : hosts) {
      if (!NAME.matcher(host).matches() || !seen.add(host)) {
        throw refused(type, hosts);
      }
    }
    if (hosts.isEmpty()) {
      throw refused(type, hosts);
    }
  }

  private static MultihostConfigurationException refused(Class<?> type, List<String> hosts) {
    return new MultihostConfigurationException(
        "@MultihostMigration on class [%s] names the hosts %s; allowed: at least one, all different, of letters, digits, - and _"
            .formatted(type.getName(), hosts));
  }

  /** The machines of a test, those of its method instead of its class's ones of the same name. */
  Collection<VmDeclaration> machines(Class<?> testClass, Method method) {
    Map<String, VmDeclaration> machines = classMachines(testClass);
    declared(method, "method " + testClass.getName() + "#" + method.getName())
        .forEach(vm -> machines.put(vm.name(), vm));
    return machines.values();
  }

  private Map<String, VmDeclaration> classMachines(Class<?> testClass) {
    List<Class<?>> outerFirst = new ArrayList<>();
    for (Class<?> c = testClass; c != null; c = c.getEnclosingClass()) {
      outerFirst.add(0, c);
    }
    Map<String, VmDeclaration> machines = new LinkedHashMap<>();
    for (Class<?> c : outerFirst) {
      declared(c, "class " + c.getName()).forEach(vm -> machines.put(vm.name(), vm));
    }
    return machines;
  }

  private static List<VmDeclaration> declared(AnnotatedElement element, String place) {
    List<VmDeclaration> declared = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (MigrateVm vm : AnnotationSupport.findRepeatableAnnotations(element, MigrateVm.class)) {
      if (!names.add(vm.name())) {
        throw new MultihostConfigurationException(
            "@MigrateVm(name = \"%s\") stands twice on [%s]; expected different names"
                .formatted(vm.name(), place));
      }
      declared.add(VmDeclaration.of(vm, place));
    }
    return declared;
  }

  /**
   * Every machine that any test of the class declares, as it is on one host, to be verified before
   * anything starts.
   */
  List<VmPlan> allPlans(String host, Settings settings) {
    List<VmPlan> plans = new ArrayList<>();
    classMachines(type).values().forEach(vm -> plans.add(VmPlan.of(vm, host, hosts, settings)));
    for (Method method :
        ReflectionSupport.findMethods(
            type,
            m ->
                AnnotationSupport.isAnnotated(m, MigrateVm.class)
                    || AnnotationSupport.isAnnotated(m, MigrateVm.List.class),
            HierarchyTraversalMode.TOP_DOWN)) {
      machines(type, method).forEach(vm -> plans.add(VmPlan.of(vm, host, hosts, settings)));
    }
    return plans;
  }

  /** What the annotations say that must be the same on every host, for a person to compare. */
  List<String> facts(List<VmPlan> plans) {
    List<String> facts = new ArrayList<>(List.of("hosts " + hosts));
    for (VmPlan plan : plans) {
      DiskClone clone = plan.spec().drives().diskClone();
      facts.add(
          "machine [%s] at [%s]%s"
              .formatted(
                  plan.spec().name(),
                  plan.home(),
                  clone == DiskClone.NONE ? "" : " with disks cloned by " + clone));
    }
    return facts;
  }

  /** The hosts that the configuration does not have. */
  List<String> missing(Settings settings) {
    return settings
        .hosts()
        .map(table -> hosts.stream().filter(h -> !table.names().contains(h)).toList())
        .orElse(List.of());
  }

  /**
   * The class that JUnit runs this one inside of, though that one has no
   * {@code @MultihostMigration}.
   */
  Optional<String> plainEnclosing() {
    return AnnotationSupport.isAnnotated(type, Nested.class)
        ? Optional.of(type.getEnclosingClass().getName())
        : Optional.empty();
  }
}
