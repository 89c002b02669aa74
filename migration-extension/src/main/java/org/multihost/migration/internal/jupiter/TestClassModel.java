package org.multihost.migration.internal.jupiter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.platform.commons.support.AnnotationSupport;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Storage;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.placeholder.DeclaredValues;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;
import org.multihost.migration.internal.config.text.Names;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.internal.jupiter.declaration.DeclaredVms;
import org.multihost.migration.internal.jupiter.declaration.LifecycleRules;
import org.multihost.migration.internal.jupiter.declaration.Nesting;
import org.multihost.migration.internal.jupiter.fingerprint.GuestUse;
import org.multihost.migration.spi.VmSpec;

/**
 * A multi-host test class as its annotations describe it.
 *
 * @param type the class that Jupiter runs: a top-level or a static nested one
 * @param hosts its hosts, in order
 */
public record TestClassModel(Class<?> type, List<String> hosts) {

  /**
   * Reads the annotations of a class that Jupiter runs as a class of its own, not inside another
   * class.
   *
   * @throws MultihostConfigurationException if the annotation is missing or wrong, on the class or
   *     on a {@code @Nested} class in it
   */
  public static TestClassModel of(Class<?> type) {
    List<String> hosts =
        hosts(type)
            .orElseThrow(
                () ->
                    new MultihostConfigurationException(
                        "Class [%s] has no @MultihostMigration".formatted(type.getName())));
    verify(type, hosts);
    Nesting.allIn(type).forEach(inside -> verifyNested(inside, hosts));
    return new TestClassModel(type, hosts);
  }

  /** Reads the annotations of the outermost class around a test. */
  static TestClassModel of(Nesting nesting) {
    Class<?> outermost = nesting.outermost();
    if (hosts(outermost).isEmpty()) {
      throw new MultihostConfigurationException(
          "Class [%s] is a @Nested class of [%s]; put @MultihostMigration on the outer one"
              .formatted(nesting.innermost().getName(), outermost.getName()));
    }
    return of(outermost);
  }

  private static Optional<List<String>> hosts(Class<?> type) {
    return AnnotationSupport.findAnnotation(type, MultihostMigration.class)
        .map(annotation -> List.of(annotation.hosts()));
  }

  private static void verifyNested(Nesting nesting, List<String> hosts) {
    Class<?> type = nesting.innermost();
    hosts(type)
        .filter(own -> !own.equals(hosts))
        .ifPresent(
            own -> {
              throw new MultihostConfigurationException(
                  "@MultihostMigration on the @Nested class [%s] names the hosts %s; allowed: those of [%s], %s. Leave it out, or make the class static"
                      .formatted(type.getName(), own, nesting.outermost().getName(), hosts));
            });
  }

  private static void verify(Class<?> type, List<String> hosts) {
    Set<String> seen = new HashSet<>();
    for (String host : hosts) {
      if (!Names.isAllowed(host) || !seen.add(host)) {
        throw refused(type, hosts);
      }
    }
    if (hosts.isEmpty()) {
      throw refused(type, hosts);
    }
  }

  private static MultihostConfigurationException refused(Class<?> type, List<String> hosts) {
    return new MultihostConfigurationException(
        "@MultihostMigration on class [%s] names the hosts %s; allowed: at least one, all different, of %s"
            .formatted(type.getName(), hosts, Names.ALLOWED));
  }

  /**
   * Returns every VM that any test of the class declares, as configured for one host, for
   * validation before anything starts.
   */
  List<VmPlan> allPlans(String host, Settings settings) {
    LifecycleRules rules = new LifecycleRules(type);
    Map<VmDeclaration, VmPlan> known = new HashMap<>();
    return DeclaredVms.allIn(type)
        .map(declared -> rules.verified(declared.vm(), plan(declared, host, settings, known)))
        .distinct()
        .toList();
  }

  /** Returns the plan of a VM; most tests of a class have the same. */
  private VmPlan plan(
      DeclaredVms.OfTest declared,
      String host,
      Settings settings,
      Map<VmDeclaration, VmPlan> known) {
    VmDeclaration vm = asUsed(declared.vm());
    DeclaredValues values = new DeclaredValues(host, vm.name());
    VmPlan plan = known.computeIfAbsent(vm, each -> VmPlan.of(each, host, hosts, settings, values));
    if (plan.ofInvocation()) {
      VmPlan.of(vm, host, hosts, settings, declared.verifying(values));
    }
    return plan;
  }

  /**
   * Returns the VMs of one of the class's tests, as configured for one host.
   *
   * @param values the values of the placeholders, by VM
   */
  List<VmPlan> plans(
      Collection<VmDeclaration> vms,
      String host,
      Settings settings,
      Function<String, PlaceholderValues> values) {
    return vms.stream()
        .map(vm -> VmPlan.of(asUsed(vm), host, hosts, settings, values.apply(vm.name())))
        .toList();
  }

  private VmDeclaration asUsed(VmDeclaration vm) {
    return vm.spokenTo(GuestUse.speaks(type));
  }

  /** Lists the values of the annotations that must be equal on every host, for a message. */
  List<String> facts(List<VmPlan> plans) {
    List<String> facts = new ArrayList<>(List.of("hosts " + hosts));
    for (VmPlan plan : plans) {
      VmSpec spec = plan.spec();
      CloneDisks clone = spec.drives().diskClone();
      facts.add(
          "VM [%s] at [%s]%s%s%s%s%s"
              .formatted(
                  spec.name(),
                  plan.home(),
                  plan.isOfClass() ? " for the whole class" : "",
                  isOfTheProject(spec) ? " with guest [%s]".formatted(Words.of(spec.guest())) : "",
                  clone == CloneDisks.NONE ? "" : " with disks cloned by " + clone,
                  spec.drives().storage() == Storage.SHARED ? "" : " with disks of each host",
                  spec.access().prepared()
                      ? " with a seed for [%s]".formatted(spec.access().credentials().user())
                      : ""));
    }
    return facts;
  }

  private static boolean isOfTheProject(VmSpec spec) {
    return spec.image().isEmpty() && spec.kernel().isEmpty();
  }

  /** Returns the class's hosts that {@code multihost.hosts} does not contain. */
  List<String> missing(Settings settings) {
    return settings
        .hosts()
        .map(table -> hosts.stream().filter(h -> !table.names().contains(h)).toList())
        .orElse(List.of());
  }
}
