package org.multihost.migration.internal.jupiter.declaration;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.VmDeclaration;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.text.Words;

/**
 * The rules for VMs that live as long as their class: such a VM is declared on the outermost class,
 * no test and no nested class declares another one of its name, and it does not depend on a test's
 * arguments. Not safe for use by several threads.
 */
public final class LifecycleRules {

  private static final String PER_CLASS = Words.of(Lifecycle.PER_CLASS);

  private final Class<?> type;
  private final Map<String, VmDeclaration> onClass;
  private final Set<String> names = new TreeSet<>();

  /** Creates the rules for an outermost class. */
  public LifecycleRules(Class<?> type) {
    this.type = type;
    this.onClass = DeclaredVms.of(type);
  }

  /**
   * Verifies a VM of a test or a class, and returns its plan. The class's own VMs come first.
   *
   * @throws MultihostConfigurationException if it breaks a rule
   */
  public VmPlan verified(VmDeclaration vm, VmPlan plan) {
    boolean ofClass = vm.equals(onClass.get(vm.name()));
    if (ofClass && plan.isOfClass()) {
      names.add(vm.name());
    }
    if (!ofClass && (plan.isOfClass() || names.contains(vm.name()))) {
      throw redeclared(vm, plan);
    }
    if (plan.isOfClass() && plan.ofInvocation()) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] of [%s] has the lifecycle [%s], and {arg:NAME} in one of its settings: it starts before the first test, when there are no arguments. Leave {arg:NAME} out, or give it the lifecycle [%s]"
              .formatted(vm.name(), type.getName(), PER_CLASS, Words.of(Lifecycle.PER_METHOD)));
    }
    return plan;
  }

  private MultihostConfigurationException redeclared(VmDeclaration vm, VmPlan plan) {
    return new MultihostConfigurationException(
        plan.isOfClass()
            ? "Virtual machine [%s] has the lifecycle [%s], and is declared on [%s]; expected: on the outermost class [%s], whose tests all have it"
                .formatted(vm.name(), PER_CLASS, vm.place(), type.getName())
            : "[%3$s] declares virtual machine [%1$s] again, which has the lifecycle [%2$s] on [%4$s]; give it another name"
                .formatted(vm.name(), PER_CLASS, vm.place(), type.getName()));
  }
}
