package org.multihost.migration.internal.jupiter.invocation;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.internal.config.text.Words;

/**
 * A parameter that takes a VM of the test: the one that {@link MigrateVm} on it names, else the one
 * of its own name, else the only one.
 */
public record VmParameter(Parameter parameter) {

  /** Returns the parameters of a method that have the annotation, or take a VM without it. */
  public static Stream<VmParameter> of(Method method) {
    return Stream.of(method.getParameters())
        .map(VmParameter::new)
        .filter(each -> each.picked().isPresent() || each.takesVm());
  }

  private boolean takesVm() {
    return parameter.getType() == VirtualMachine.class;
  }

  private String asked() {
    return picked().map(MigrateVm::name).orElseGet(parameter::getName);
  }

  private Optional<MigrateVm> picked() {
    return AnnotationSupport.findAnnotation(parameter, MigrateVm.class);
  }

  /** Returns the name of the VM that it takes, which need not be a declared one. */
  public String vm(List<String> declared) {
    boolean only = declared.size() == 1 && !declared.contains(parameter.getName());
    return only && picked().isEmpty() ? declared.get(0) : asked();
  }

  /** Returns whether an executable runs once for all tests of a class. */
  public static boolean isOfClass(Executable executable) {
    return AnnotationSupport.isAnnotated(executable, BeforeAll.class)
        || AnnotationSupport.isAnnotated(executable, AfterAll.class);
  }

  /** Returns the message for a VM that is not declared. */
  public String undeclared(Collection<String> declared) {
    if (isOfClass(parameter.getDeclaringExecutable())) {
      return "%s asks for the virtual machine [%s], and @BeforeAll and @AfterAll have only those with the lifecycle [%s]: %s"
          .formatted(this, asked(), Words.of(Lifecycle.PER_CLASS), declared);
    }
    return "%s asks for the virtual machine [%s], which is not declared; declared with @MigrateVm: %s. Name the parameter like the VM (compiled with -parameters), or pick one with @MigrateVm(name = …) on the parameter"
        .formatted(this, asked(), declared);
  }

  /**
   * Verifies the parameter. One without the annotation must not have the name of a VM that its
   * method does not have: it would take the only one that is there.
   *
   * @param declared the VMs that its method has
   * @param all the VMs of all methods of the class
   * @throws MultihostConfigurationException if it takes no VM, or one that its method does not
   *     have, or if the annotation has more than a name
   */
  public void verify(Collection<String> declared, Collection<String> all) {
    picked().ifPresent(vm -> verify(vm, declared));
    if (all.contains(asked()) && !declared.contains(asked())) {
      throw new MultihostConfigurationException(undeclared(declared));
    }
  }

  private void verify(MigrateVm vm, Collection<String> declared) {
    if (!takesVm()) {
      throw new MultihostConfigurationException(
          "%s has @MigrateVm and the type [%s]; expected: VirtualMachine"
              .formatted(this, parameter.getType().getName()));
    }
    List<String> settings = settings(vm);
    if (!settings.isEmpty()) {
      throw new MultihostConfigurationException(
          "%s has @MigrateVm(name = \"%s\") with %s. There, it only picks a declared VM: declare it, with these, on the method or the class"
              .formatted(this, vm.name(), settings));
    }
    if (!declared.contains(vm.name())) {
      throw new MultihostConfigurationException(undeclared(declared));
    }
  }

  /** Returns the elements of the annotation that are not left out. */
  private static List<String> settings(MigrateVm vm) {
    return Stream.of(MigrateVm.class.getDeclaredMethods())
        .filter(each -> each.getDefaultValue() != null)
        .filter(
            each ->
                !Objects.deepEquals(
                    each.getDefaultValue(), ReflectionSupport.invokeMethod(each, vm)))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  @Override
  public String toString() {
    return "Parameter [%s] of [%s#%s]"
        .formatted(
            parameter.getName(),
            parameter.getDeclaringExecutable().getDeclaringClass().getName(),
            parameter.getDeclaringExecutable().getName());
  }
}
